import * as vscode from "vscode";
import { writeJson } from "../core/json/write-json.ts";
import { nameOf } from "../core/node-files/paths.ts";
import { casesOfNode, casesPath, readCases } from "../core/run/cases.ts";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { InputTexts } from "../panel/messages.ts";
import { textFrom } from "./named-text.ts";
import { openNode } from "./open-node.ts";

/** The cases of a node in the cases file beside its workflow; none when there is no such file. */
export async function savedCaseInputs(
  address: NodeAddress,
): Promise<readonly { readonly name: string; readonly inputs: InputTexts }[]> {
  const { node, document } = await openNode(address);
  const uri = document.uri.with({ path: casesPath(document.uri.path) });
  const file = await textFrom(document.uri, nameOf(uri.path));
  if (file.kind === "missing") return [];
  const name = vscode.workspace.asRelativePath(uri);
  if (file.kind === "refused") {
    vscode.window.showWarningMessage(`${name} is not used: ${file.message}`);
    return [];
  }
  const { cases, problems } = readCases(file.text);
  if (problems.length > 0) vscode.window.showWarningMessage(`${name}: ${problems[0]}`);
  return casesOfNode(cases, node).map(({ name, inputs }) => ({
    name,
    inputs: [...inputs].map(([input, value]) => [input, writeJson(value)] as const),
  }));
}
