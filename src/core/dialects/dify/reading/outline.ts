import { workflowType } from "../../../contract/input-types.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { NodeOutline } from "../../dialect.ts";

/** The signature that the node's code is to have. */
export function outlineDifyNode({ language, inputs, outputs }: CodeNode): NodeOutline {
  const takes = inputs.map((input) => [input.name, workflowType(input) ?? []].flat().join(": ")).join(", ");
  const gives = outputs.map(({ name, type }) => `${name}: ${type}`).join(", ");
  return { line: `${language}  main(${takes}) → { ${gives} }`, details: {} };
}
