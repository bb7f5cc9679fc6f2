import { basename } from "node:path";
import { folderOfNodeFile } from "../core/node-files/paths.ts";
import { assembleSource, type NamedSource, workflowToRead } from "../core/sources/assemble-source.ts";
import { readSource, type SourceFile, type SourceReading } from "../core/sources/source-file.ts";
import { declarationPath, languageOfFile } from "../core/workflow/node-file.ts";
import { terminalBoundary } from "../files/boundary.ts";
import { readBeside } from "../files/read-beside.ts";
import { readChosenFile } from "../files/read-chosen-file.ts";
import { wholePath } from "./paths.ts";
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
  return opened(assembleSource({ path, text }, declarationText, workflowOf(path, declarationText)));
}

/** The user names it, so it may lie anywhere. `name`: the path as the user knows it. */
export function readText(path: string, name = path): string {
  try {
    return textOf(readChosenFile(path));
  } catch (error) {
    throw new UsageError(`Cannot read ${name}: ${reasonOf(error)}`);
  }
}

/** For a file that lies beside one that the user names. */
export function readTextIfThere(path: string): string | undefined {
  const file = readBeside(path, basename(path), boundaryOf(path));
  if (file.kind === "missing") return undefined;
  if (file.kind === "refused") throw new UsageError(`Cannot read ${path}: ${file.message}`);
  return textOf(file.bytes);
}

/** What a node file's declaration names comes from anybody, so that it is no reason to give up: it is said in a finding. */
function workflowOf(path: string, declarationText: string): NamedSource | undefined {
  const workflow = workflowToRead(declarationText);
  if (workflow === undefined) return undefined;
  const file = readBeside(path, workflow, boundaryOf(path));
  return file.kind === "bytes" ? { kind: "text", text: textOf(file.bytes) } : file;
}

function boundaryOf(path: string): string {
  return terminalBoundary(folderOfNodeFile(wholePath(path)));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function opened(source: SourceFile): ReadFile {
  return { source, read: readSource(source) };
}
