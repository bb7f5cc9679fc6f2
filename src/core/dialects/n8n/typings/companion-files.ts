import type { Target } from "../../../contract/node-contract.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { CompanionFile } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { ownPartOf } from "../platform/n8n-node.ts";
import { n8nTargetOf, n8nTargets } from "../platform/targets.ts";
import { javascriptCompanions, sharedJavascriptCompanions } from "./javascript-companions.ts";
import { knownInput, knownNodes } from "./known-data.ts";
import { nativePythonStub } from "./python-native-stub.ts";
import { oldPythonStub } from "./python-old-stub.ts";

/** The names that n8n gives to the node's code, and the items that pinned data shows, for TypeScript or Pyright. */
export function n8nCompanionFiles(node: CodeNode, target: Target = n8nTargets[0]): readonly CompanionFile[] {
  const n8n = ownPartOf(node);
  if (!n8n) return [];
  if (node.language === "javascript") return javascriptCompanions(node, n8n);
  const input = knownInput(node);
  const isNative = pythonRunnerOf(node, n8nTargetOf(target)) === "native";
  const stub = isNative ? nativePythonStub(input, n8n.mode) : oldPythonStub(input, knownNodes(n8n.workflow), n8n.mode);
  // Pyright takes it for more builtins, for the files beside it.
  return [{ name: "__builtins__.pyi", text: stub }];
}

export function n8nSharedCompanionFiles(node: CodeNode): readonly CompanionFile[] {
  return node.language === "javascript" ? sharedJavascriptCompanions(ownPartOf(node)?.workflow) : [];
}
