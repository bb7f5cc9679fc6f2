import type { NameRules } from "../../../contract/node-contract.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { javascriptNames } from "./javascript-names.ts";
import { pythonRunnerOf } from "./modules.ts";
import { ownPartOf } from "./n8n-node.ts";
import { nativePythonNames } from "./python-names.ts";
import type { N8nTarget } from "./target.ts";

/** What is known about the names that a node's code finds; nothing for n8n 1 and the old Function nodes. */
export function n8nNamesOf(
  node: Pick<CodeNode, "language" | "own">,
  target: N8nTarget,
): { readonly names: NameRules } | undefined {
  const n8n = ownPartOf(node);
  if (n8n?.kind !== "code") return undefined;
  if (node.language === "python") {
    return pythonRunnerOf(node, target) === "native" ? { names: nativePythonNames[n8n.mode] } : undefined;
  }
  return target.javascript === "task-runner" ? { names: javascriptNames[n8n.mode] } : undefined;
}
