import { parse } from "jsonc-parser";
import { allDialects } from "../dialects/all-dialects.ts";
import type { Dialect, WorkflowReading } from "../dialects/dialect.ts";
import { languageOfFile } from "./node-file.ts";

/** A workflow file, or a node file together with the declaration beside it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The `.node.json` text of a node file; absent for a workflow file. */
  readonly declarationText?: string;
}

export interface SourceReading {
  readonly dialect: Dialect;
  readonly reading: WorkflowReading;
}

/** Undefined when the file holds no code nodes of any dialect. Never throws. */
export function readSource(source: SourceFile): SourceReading | undefined {
  return source.declarationText === undefined ? readWorkflowFile(source.text) : readNodeFile(source);
}

function readWorkflowFile(text: string): SourceReading | undefined {
  for (const dialect of allDialects) {
    if (!dialect.mayHoldNodes(text)) continue;
    const reading = dialect.readWorkflow(text);
    if (reading.recognised) return { dialect, reading };
  }
  return undefined;
}

function readNodeFile({ path, text, declarationText = "" }: SourceFile): SourceReading | undefined {
  const language = languageOfFile(path);
  if (!language) return undefined;
  const dialect = declaredDialect(declarationText);
  const fileName = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return { dialect, reading: dialect.readDeclaration({ text: declarationText, code: text, language, fileName }) };
}

/** A declaration that names no dialect of ours is read by the first one, which reports what is wrong with it. */
function declaredDialect(declarationText: string): Dialect {
  const declaration: unknown = parse(declarationText);
  const id =
    typeof declaration === "object" && declaration !== null && "dialect" in declaration ? declaration.dialect : "";
  return allDialects.find((dialect) => dialect.id === id) ?? allDialects[0];
}
