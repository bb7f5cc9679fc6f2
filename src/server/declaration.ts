import type { SourceFile } from "../core/sources/source-file.ts";
import { mirroredNode } from "../core/workflow/mirrored-node.ts";
import { declarationPath } from "../core/workflow/node-file.ts";
import { workflowReferenceProblem } from "../core/workflow/workflow-reference.ts";
import type { NamedText } from "../files/read-named-file.ts";
import { uriBeside } from "./uris.ts";

/** How a node file's node is declared: what its reading takes, and where that stands. */
export interface Declaration {
  readonly ofSource: Pick<SourceFile, "declarationText" | "workflowText" | "workflowRefusal">;
  /** The `.node.json`, or the workflow that it mirrors. */
  readonly place: { readonly uri: string; readonly text: string };
}

export function declarationOf(uri: string, declarationText: string, readFrom: (uri: string) => NamedText): Declaration {
  const place = { uri: declarationPath(uri), text: declarationText };
  const workflow = mirroredNode(declarationText)?.workflow;
  const workflowUri =
    workflow && workflowReferenceProblem(workflow) === undefined ? uriBeside(uri, workflow) : undefined;
  const file: NamedText = workflowUri === undefined ? { kind: "missing" } : readFrom(workflowUri);
  if (workflowUri !== undefined && file.kind === "text") {
    return { ofSource: { declarationText, workflowText: file.text }, place: { uri: workflowUri, text: file.text } };
  }
  const refusal = file.kind === "refused" ? { workflowRefusal: `but ${file.message}` } : {};
  return { ofSource: { declarationText, ...refusal }, place };
}
