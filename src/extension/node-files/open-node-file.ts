import type * as vscode from "vscode";
import { FileProblem } from "../../core/node-files/file-store.ts";
import { readMirror } from "../../core/node-files/mirror.ts";
import { comparisonOf, readSides } from "../../core/node-files/node-file-sides.ts";
import { joined, nameOf, parentOf } from "../../core/node-files/paths.ts";
import { conflictOf, type SaveResult } from "../../core/node-files/save-node-file.ts";
import { declarationPath, languageOfFile } from "../../core/workflow/node-file.ts";
import { workflowReferenceProblem } from "../../core/workflow/workflow-reference.ts";
import { storeOfNodeFile } from "./editor-store.ts";

/** A node file that would follow its workflow, if the user had said that he wants that. */
export interface Outdated {
  readonly kind: "outdated";
  readonly code: string;
  readonly message: string;
}

/** What is to be said of a file that was only opened. Nothing is written. */
export async function difference(codeFile: vscode.Uri): Promise<SaveResult | Outdated> {
  try {
    const found = await readSides(storeOfNodeFile(codeFile), codeFile.path);
    if (found.kind !== "sides") return found;
    const { workflowPath, node } = found;
    switch (comparisonOf(found)) {
      case "both-changed":
        return conflictOf(found);
      case "workflow-changed":
        return {
          kind: "outdated",
          code: node.code.code,
          message: `"${node.title}" has changed in ${nameOf(workflowPath)} since ${nameOf(codeFile.path)} was written.`,
        };
      case "file-changed":
        return { kind: "kept", workflowPath, node };
      case "alike":
        return { kind: "unchanged", workflowPath, node };
    }
  } catch (error) {
    if (error instanceof FileProblem) return { kind: "refused", message: error.message };
    throw error;
  }
}

/** Where the workflow of a node file is, when the file is kept in step with a node of one that may be looked at. */
export async function workflowOf(codeFile: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (!languageOfFile(codeFile.path) || codeFile.scheme === "untitled") return undefined;
  const store = storeOfNodeFile(codeFile);
  try {
    const mirror = readMirror((await store.read(declarationPath(codeFile.path))) ?? "");
    if (!mirror || workflowReferenceProblem(mirror.workflow) !== undefined) return undefined;
    const path = joined(parentOf(codeFile.path), mirror.workflow);
    await store.read(path, "workflow");
    return codeFile.with({ path });
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
