import type { JsonValue } from "../../../json/json-value.ts";
import { jsonNumber, jsonObject } from "../../../json/make-json.ts";
import { withMember } from "../../../json/members.ts";

/** Everything that a run of one node may see, and what the engine around it does with its result. Plain data. */
export interface N8nRunContext {
  /** The two nodes that the Code node replaced still run. */
  readonly kind: "code" | "function" | "function-item";
  readonly mode: "runOnceForAllItems" | "runOnceForEachItem";
  /** As the node declares it; `javaScript` when it declares none. */
  readonly language: string;
  readonly code: string;
  /** What comes in; each is an object with `json`, perhaps `binary` and `pairedItem`. */
  readonly items: readonly JsonValue[];
  /** The output that the items come from; absent when the node is not connected. */
  readonly previous?: N8nItemSource;
  readonly node: {
    readonly id: string;
    readonly name: string;
    readonly typeVersion: number;
    /** A JSON object, as the file spells it. */
    readonly parametersText: string;
  };
  readonly workflow: {
    readonly id?: string;
    readonly name?: string;
    readonly isActive: boolean;
    /** Absent: the machine's own. */
    readonly timezone?: string;
    /** "combined": JavaScript sees the json objects themselves instead of items. */
    readonly binaryMode: "separate" | "combined";
  };
  /** All nodes of the workflow, this one too. */
  readonly nodes: readonly N8nNodeData[];
  readonly execution: N8nExecution;
  /** A JSON object; what `$vars` shows. */
  readonly variablesText: string;
  /** What `$env` shows; absent where it is denied, as by default. */
  readonly environmentVariables?: Readonly<Record<string, string>>;
  readonly staticData: { readonly globalText: string; readonly nodeText: string };
  readonly onError: "stopWorkflow" | "continueRegularOutput" | "continueErrorOutput";
  /** The legacy setting itself: beside an `onError` of "stopWorkflow" the engine passes the input on. */
  readonly continuesOnFail: boolean;
  readonly executesOnce: boolean;
  readonly alwaysOutputsData: boolean;
  readonly isDisabled: boolean;
}

export interface N8nItemSource {
  readonly node: string;
  readonly output: number;
}

export interface N8nNodeData {
  readonly name: string;
  readonly parametersText: string;
  /** Items per output, pinned or from a case; absent: it has not been executed. */
  readonly outputs?: readonly (readonly JsonValue[])[];
  /** Its items are the pinned ones, of which n8n speaks in other words. */
  readonly isPinned?: boolean;
  /** Per input, where its items came from; what pairs are followed along. */
  readonly sources?: readonly N8nItemSource[];
  /** The output that leads to the node that runs; 0 when absent. */
  readonly defaultOutput?: number;
}

export interface N8nExecution {
  readonly id: string;
  /** `manual` shows as the mode `test`, everything else as `production`. */
  readonly mode: string;
  readonly resumeUrl: string;
  readonly resumeFormUrl: string;
}

/** What a run in the editor of a server at its usual address has. */
export const localExecution: N8nExecution = {
  id: "1",
  mode: "manual",
  resumeUrl: "http://localhost:5678/webhook-waiting/1",
  resumeFormUrl: "http://localhost:5678/form-waiting/1",
};

/** The items that the node gets: with `executeOnce` only the first. Whatever they were paired with, here they stand for themselves. */
export function itemsOf({ items, executesOnce }: N8nRunContext): readonly JsonValue[] {
  return (executesOnce ? items.slice(0, 1) : items).map((item, index) => withMember(item, "pairedItem", pairTo(index)));
}

export function pairTo(index: number): JsonValue {
  return jsonObject({ item: jsonNumber(index) });
}

/** Whether errors of the code become items; the runner asks `onError` first. */
export function turnsErrorsIntoItems({ onError }: N8nRunContext): boolean {
  return onError !== "stopWorkflow";
}

/** Whether a node that failed passes its input on; the engine asks both settings. */
export function passesInputOn({ onError, continuesOnFail }: N8nRunContext): boolean {
  return onError !== "stopWorkflow" || continuesOnFail;
}
