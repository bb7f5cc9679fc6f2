import { assembleSource, workflowToRead } from "../core/sources/assemble-source.ts";
import type { SourceFile } from "../core/sources/source-file.ts";
import { declarationPath } from "../core/workflow/node-file.ts";
import type { NamedText } from "../files/read-named-file.ts";
import { uriBeside } from "./uris.ts";

/** A node file with how its node is declared, and where that stands. */
export interface DeclaredSource {
  readonly source: SourceFile;
  readonly declaration: DeclarationPlace;
}

/** The `.node.json`, or the workflow that it mirrors. */
export interface DeclarationPlace {
  readonly uri: string;
  readonly text: string;
}

export function declaredSource(
  uri: string,
  file: Pick<SourceFile, "path" | "text">,
  declarationText: string,
  readFrom: (uri: string) => NamedText,
): DeclaredSource {
  const workflow = workflowToRead(declarationText);
  const workflowUri = workflow === undefined ? undefined : uriBeside(uri, workflow);
  const read: NamedText = workflowUri === undefined ? { kind: "missing" } : readFrom(workflowUri);
  const declaration =
    workflowUri !== undefined && read.kind === "text"
      ? { uri: workflowUri, text: read.text }
      : { uri: declarationPath(uri), text: declarationText };
  return { source: assembleSource(file, declarationText, read), declaration };
}
