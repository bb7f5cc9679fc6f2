import type { Node } from "jsonc-parser";
import type { DialectCheckId } from "../../../checks/all-checks.ts";
import type { EmbeddedText } from "../../../text/embedded-text.ts";
import { jsonStringText } from "../../../text/json/json-string.ts";
import { type OffsetRange, offsetRange } from "../../../text/offset-range.ts";
import type { CodeNode, Input, Language } from "../../../workflow/code-node.ts";
import { memberOf, rangeOfJson } from "../../declaration-reader.ts";
import type { ReadingProblem } from "../../dialect.ts";
import {
  type N8nLanguage,
  type N8nNode,
  type N8nWorkflow,
  n8nLanguages,
  n8nModes,
  onErrorSettings,
  previousNode,
} from "../platform/n8n-node.ts";
import { declaredRetry, retryRangeProblem } from "../platform/retry-limits.ts";
import { isTrueAt, nameKind, numberAt, objectAt, textAt } from "./json-parts.ts";

export const nodeTypes: Readonly<Record<N8nNode["kind"], string>> = {
  code: "n8n-nodes-base.code",
  function: "n8n-nodes-base.function",
  "function-item": "n8n-nodes-base.functionItem",
};

export function kindOfType(type: string | undefined): N8nNode["kind"] | undefined {
  return (["code", "function", "function-item"] as const).find((kind) => nodeTypes[kind] === type);
}

/** The version that n8n takes for a node that does not say its own. */
export function newestVersion(kind: N8nNode["kind"]): number {
  return kind === "code" ? 2 : 1;
}

export function isCodeNode(node: Node): boolean {
  return kindOfType(textAt(node, "type")) !== undefined;
}

export interface NodeReading {
  readonly node?: CodeNode;
  readonly problems: readonly ReadingProblem[];
}

/**
 * Reads one entry of a workflow's `nodes`, for which `isCodeNode` holds; `id` is what it goes by. A node whose code is
 * no text, or whose mode n8n does not know, is left out.
 */
export function readNode(text: string, node: Node, id: string, workflow: N8nWorkflow): NodeReading {
  const name = textAt(node, "name") ?? id;
  const reader: NodeReader = { text, node, id, name, problems: [] };
  const kind = kindOfType(textAt(node, "type")) ?? "code";
  const typeVersion = numberAt(node, "typeVersion") ?? newestVersion(kind);
  const mode = readMode(reader, kind);
  const { language, ...languageDetails } = readLanguage(reader, kind, typeVersion);
  const code = readCode(reader, kind, language);
  const onError = readOnError(reader);
  const retry = readRetry(reader);
  const { problems } = reader;
  if (!mode || !code) return { problems };
  const own: N8nNode = {
    kind,
    typeVersion,
    mode,
    language,
    ...languageDetails,
    onError,
    continuesOnFail: isTrueAt(node, "continueOnFail"),
    executesOnce: isTrueAt(node, "executeOnce"),
    alwaysOutputsData: isTrueAt(node, "alwaysOutputData"),
    isDisabled: isTrueAt(node, "disabled"),
    workflow,
  };
  return {
    node: {
      id,
      title: name,
      language: engineLanguage(language),
      form: language === "pythonNative" ? "body" : "async-body",
      inputs: [itemsInput(previousNode(workflow, name)?.name, placeOf(reader, "name"))],
      outputs: [],
      ...(retry ? { retry } : {}),
      errorStrategy: "none",
      defaults: [],
      own,
      code,
      range: rangeOfJson(node),
    },
    problems,
  };
}

export function engineLanguage(language: N8nLanguage): Language {
  return language === "javaScript" ? "javascript" : "python";
}

/** The parameter that holds the code. */
export function codeMember(kind: N8nNode["kind"], language: N8nLanguage): string {
  if (kind !== "code") return "functionCode";
  return language === "javaScript" ? "jsCode" : "pythonCode";
}

/** What counts where a node has no `onError`, by its legacy `continueOnFail`. */
export function usualOnError(continuesOnFail: boolean): N8nNode["onError"] {
  return continuesOnFail ? "continueRegularOutput" : "stopWorkflow";
}

/** The mode of the nodes that the Code node replaced. */
export function oldMode(kind: "function" | "function-item"): N8nNode["mode"] {
  return kind === "function" ? "runOnceForAllItems" : "runOnceForEachItem";
}

/** All that goes into an n8n node. */
export function itemsInput(source: string | undefined, range: OffsetRange): Input {
  const type = "array[object]";
  return {
    name: "items",
    type,
    selector: source === undefined ? [] : [source],
    ...(source === undefined ? {} : { source: { label: source, type } }),
    range,
  };
}

interface NodeReader {
  readonly text: string;
  readonly node: Node;
  readonly id: string;
  readonly name: string;
  readonly problems: ReadingProblem[];
}

function report(reader: NodeReader, message: string, range: OffsetRange, check: DialectCheckId): void {
  reader.problems.push({ message, range, nodeId: reader.id, check });
}

/** The member's value; its key while there is no value; the node's type while there is no such member. */
function placeOf({ node }: NodeReader, name: string, inside: Node | undefined = node): OffsetRange {
  const member = memberOf(inside, name) ?? memberOf(node, "type");
  const place = member?.value ?? member?.key;
  return place ? rangeOfJson(place) : rangeOfJson(node);
}

function readMode(reader: NodeReader, kind: N8nNode["kind"]): N8nNode["mode"] | undefined {
  if (kind !== "code") return oldMode(kind);
  const parameters = objectAt(reader.node, "parameters");
  if (!memberOf(parameters, "mode")?.value) return "runOnceForAllItems";
  const written = textAt(parameters, "mode");
  const mode = n8nModes.find((known) => known === written);
  if (!mode) {
    const message = `The Code node "${reader.name}" has a mode that n8n does not know; a run of n8n says 'Could not get parameter "jsCode"'. Write "runOnceForAllItems" or "runOnceForEachItem".`;
    report(reader, message, placeOf(reader, "mode", parameters), "refused-declaration");
  }
  return mode;
}

function readLanguage(
  reader: NodeReader,
  kind: N8nNode["kind"],
  typeVersion: number,
): Pick<N8nNode, "language" | "languageRange" | "refusedLanguage"> {
  const parameters = objectAt(reader.node, "parameters");
  const value = memberOf(parameters, "language")?.value;
  if (kind !== "code" || typeVersion < 2 || !value) return { language: "javaScript" };
  const written = textAt(parameters, "language");
  const language = n8nLanguages.find((known) => known === written);
  if (language) return { language, languageRange: rangeOfJson(value) };
  const message = `The Code node "${reader.name}" has a language that n8n does not run; a run of n8n says "Unsupported language: ${written ?? ""}". Write "javaScript" or "pythonNative".`;
  report(reader, message, placeOf(reader, "language", parameters), "refused-declaration");
  return { language: "javaScript", refusedLanguage: written ?? "" };
}

/** n8n strips equals signs from the beginning of code; a node without code has an empty one. */
function readCode(reader: NodeReader, kind: N8nNode["kind"], language: N8nLanguage): EmbeddedText | undefined {
  const parameters = objectAt(reader.node, "parameters");
  const name = codeMember(kind, language);
  const value = memberOf(parameters, name)?.value;
  if (!value) return noCode(placeOf(reader, "parameters"));
  if (value.type === "string") {
    return jsonStringText(reader.text, value.offset, value.offset + value.length, kind === "code" ? "=" : "");
  }
  const message = `The code of the node "${reader.name}" is ${nameKind(value)}, not text. Write its code as a string under "${name}".`;
  report(reader, message, rangeOfJson(value), "unreadable-code");
  return undefined;
}

function noCode(documentRange: OffsetRange): EmbeddedText {
  const document = offsetRange(documentRange.start, documentRange.start);
  return { code: "", documentRange, segments: [{ code: offsetRange(0, 0), document }] };
}

function readOnError(reader: NodeReader): N8nNode["onError"] {
  const fallback = usualOnError(isTrueAt(reader.node, "continueOnFail"));
  const value = memberOf(reader.node, "onError")?.value;
  if (!value || value.type === "null") return fallback;
  return onErrorSettings.find((known) => known === value.value) ?? fallback;
}

function readRetry(reader: NodeReader): CodeNode["retry"] {
  if (!isTrueAt(reader.node, "retryOnFail")) return undefined;
  const [maxTries, waitBetweenTries] = (["maxTries", "waitBetweenTries"] as const).map((name) => {
    const value = numberAt(reader.node, name);
    const problem = value === undefined ? undefined : retryRangeProblem(name, value);
    if (problem) report(reader, problem, placeOf(reader, name), "retry-out-of-range");
    return value;
  });
  return declaredRetry(maxTries, waitBetweenTries);
}
