import { readFileSync } from "node:fs";
import { mirroredWorkflowPath } from "../core/workflow/mirrored-node.ts";
import { declarationPath, languageOfFile } from "../core/workflow/node-file.ts";
import { readSource, type SourceFile, type SourceReading } from "../core/workflow/source-file.ts";
import { readNamedFile } from "../files/read-named-file.ts";
import { reasonOf, UsageError } from "./usage.ts";

export interface ReadFile {
  readonly source: SourceFile;
  /** Undefined when the file holds no code nodes. */
  readonly read: SourceReading | undefined;
}

/** Throws `UsageError` when the file, or the declaration that a code file needs, cannot be read. */
export function openFile(path: string): ReadFile {
  const text = readText(path);
  if (!languageOfFile(path)) return opened({ path, text });
  const declaration = declarationPath(path);
  const declarationText = readTextIfThere(declaration);
  if (declarationText === undefined) {
    throw new UsageError(
      `${path} is no node file: there is no ${declaration} beside it that declares its inputs and outputs.`,
    );
  }
  const workflowPath = mirroredWorkflowPath(path, declarationText);
  const workflowText = workflowPath === undefined ? undefined : readTextIfThere(workflowPath);
  return opened({ path, text, declarationText, ...(workflowText === undefined ? {} : { workflowText }) });
}

/** `name`: the path as the user knows it. */
export function readText(path: string, name = path): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read ${name}: ${reasonOf(error)}`);
  }
}

/** For a file that another one names, or that lies beside it. */
export function readTextIfThere(path: string): string | undefined {
  const file = readNamedFile(path);
  if (file.kind === "missing") return undefined;
  if (file.kind === "refused") throw new UsageError(`Cannot read ${path}: ${file.message}`);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes);
}

function opened(source: SourceFile): ReadFile {
  return { source, read: readSource(source) };
}
