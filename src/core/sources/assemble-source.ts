// A node file with all that its reading takes, the same for each front end: only how a file is read is theirs.
import { mirroredNode } from "../workflow/mirrored-node.ts";
import { workflowReferenceProblem } from "../workflow/workflow-reference.ts";
import type { SourceFile } from "./source-file.ts";

/** What came of reading a file that another one names; a refusal's `message` is the end of a sentence that names it. */
export type NamedSource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "refused"; readonly message: string };

/**
 * The workflow that a declaration names, relative to its node file, and that is to be read; undefined when it names none,
 * or none that any file may name.
 */
export function workflowToRead(declarationText: string): string | undefined {
  const workflow = mirroredNode(declarationText)?.workflow;
  return workflow && workflowReferenceProblem(workflow) === undefined ? workflow : undefined;
}

/** `workflow`: what came of reading `workflowToRead`; what cannot be read is said by the source's reading. */
export function assembleSource(
  file: Pick<SourceFile, "path" | "text">,
  declarationText: string,
  workflow: NamedSource = { kind: "missing" },
): SourceFile {
  const source = { ...file, declarationText };
  if (workflow.kind === "missing") return source;
  return workflow.kind === "text"
    ? { ...source, workflowText: workflow.text }
    : { ...source, workflowRefusal: `but ${workflow.message}` };
}
