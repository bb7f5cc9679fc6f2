import type { Output } from "../workflow/code-node.ts";
import type { Check } from "./check.ts";

/** An import does not look into a node; only the run does, and then the whole workflow fails. */
export const refusedDeclaration = {
  id: "refused-declaration",
  severity: "error",
  summary: "The node declares something that the platform imports but refuses to run.",
  compares: "outputs",
  *run({ node, contract }) {
    for (const { path, type, range } of allOutputs(node.outputs)) {
      if (!contract.refusedOutputTypes.includes(type)) continue;
      yield {
        message: `The output "${path}" has the type "${type}", which ${contract.target.label} refuses for any value, so the node fails. Declare another type, for example "number" or "string", and return a value of it.`,
        declaredRange: range,
      };
    }
  },
} as const satisfies Check;

/** With their children, each under the path that names it. */
function* allOutputs(outputs: readonly Output[], parentPath = ""): Generator<Output & { readonly path: string }> {
  for (const output of outputs) {
    const path = parentPath + output.name;
    yield { ...output, path };
    if (output.children) yield* allOutputs(output.children, `${path}.`);
  }
}
