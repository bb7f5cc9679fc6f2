import type { JsonValue } from "../../../json/json-value.ts";
import type { GuestFrame } from "../../../run/outcome.ts";
import type { RunLimits } from "../../../run/request.ts";
import type { N8nRunContext } from "../platform/run-context.ts";
import type { PythonImportPolicy } from "../python-analyzer/imports.ts";

/** One run of a Python Code node, as plain data. */
export type PythonTask = NativeTask | PyodideTask;

interface AnyTask {
  readonly mode: "runOnceForAllItems" | "runOnceForEachItem";
  /** As the workflow has it: n8n strips equals signs at its start. */
  readonly code: string;
  /** The node's input. */
  readonly items: readonly JsonValue[];
  /** `timeMs` is n8n's `N8N_RUNNERS_TASK_TIMEOUT`, and goes by that name in n8n's message. */
  readonly limits: RunLimits;
}

/** On the task runner of n8n 2. */
export interface NativeTask extends AnyTask {
  readonly flavour: "native";
  readonly imports: PythonImportPolicy;
  /** The version that the server runs: "3.13". */
  readonly python: string;
  /** Whether `onError` lets the workflow go on: the runner itself then turns an error of the code into an item. */
  readonly continuesOnFail: boolean;
}

/** In the sandbox of n8n 1. */
export interface PyodideTask extends AnyTask {
  readonly flavour: "pyodide";
  readonly surroundings: PyodideSurroundings;
}

/** What the code has by name besides its input. */
export type PyodideSurroundings = Pick<
  N8nRunContext,
  "previous" | "nodes" | "execution" | "variablesText" | "staticData" | "environmentVariables"
> & {
  readonly node: Omit<N8nRunContext["node"], "name">;
  readonly workflow: Omit<N8nRunContext["workflow"], "binaryMode">;
};

/** What the runner hands to n8n, which then validates the items. */
export type RunnerResult =
  | {
      readonly kind: "result";
      /** All items: what was returned. Per item: one item per result that counts, with its `pairedItem`. */
      readonly value: JsonValue;
      /** The arguments of each `print`, as the browser's console gets them. */
      readonly logs: readonly (readonly JsonValue[])[];
      /** The error that the value stands for, when the workflow goes on after it. */
      readonly recoveredFrom?: RunnerError;
    }
  | { readonly kind: "error"; readonly error: RunnerError };

export interface RunnerError {
  /** n8n's text, exactly. */
  readonly message: string;
  readonly description?: string;
  /** The class that the code raised, which n8n does not tell. */
  readonly type?: string;
  /** From 1, in the node's code, where it is known; n8n does not tell. */
  readonly line?: number;
  readonly frames: readonly GuestFrame[];
  /** Whether the code raised it: what n8n finds before or after is not for `onError` to take over. */
  readonly isRaised: boolean;
  /** In our own words, when they add something. */
  readonly explanation?: string;
}

/** The code as it runs. */
export function runningCode({ code }: Pick<PythonTask, "code">): string {
  return code.replace(/^=+/, "");
}
