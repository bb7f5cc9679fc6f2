import type { RunOutcome } from "../../../../src/core/run/outcome.ts";
import type { CodeNode, Language, Output, OutputType } from "../../../../src/core/workflow/code-node.ts";

const nowhere = { start: 0, end: 0 };

export interface OutputSchema {
  readonly [name: string]: { readonly type: string; readonly children?: OutputSchema | null };
}

/** A node as the readers make it, from the few things a test speaks of. */
export function codeNode(
  outputs: OutputSchema,
  more: Partial<Omit<CodeNode, "outputs" | "inputs">> & { inputs?: readonly string[]; codeText?: string } = {},
): CodeNode {
  const { inputs = [], codeText = "", language = "python" as Language, ...rest } = more;
  return {
    id: "1",
    title: "Node",
    language,
    inputs: inputs.map((name) => ({ name, selector: [], range: nowhere })),
    outputs: outputsOf(outputs),
    errorStrategy: "none",
    defaults: [],
    code: { code: codeText, documentRange: nowhere, segments: [] },
    range: nowhere,
    ...rest,
  };
}

function outputsOf(schema: OutputSchema): Output[] {
  return Object.entries(schema).map(([name, { type, children }]) => ({
    name,
    // Vectors also speak of types that the readers refuse.
    type: type as OutputType,
    ...(children ? { children: outputsOf(children) } : {}),
    range: nowhere,
  }));
}

export function returned(resultText: string): RunOutcome {
  return { kind: "returned", resultText, console: [], elapsedMs: 1 };
}
