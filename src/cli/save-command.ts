import { existsSync, statSync } from "node:fs";
import { existingNodeFiles } from "../core/node-files/existing-node-files.ts";
import { FileProblem, type FileStore } from "../core/node-files/file-store.ts";
import { readMirror } from "../core/node-files/mirror.ts";
import { folderOfNodeFile, nodeFilesFolder, workflowOfFolder } from "../core/node-files/paths.ts";
import { type SaveOptions, type SaveResult, saveNodeFile } from "../core/node-files/save-node-file.ts";
import { seenWorkflows } from "../core/node-files/seen-workflows.ts";
import { writeTogether } from "../core/node-files/write-together.ts";
import { codePaths, declarationPath, declarationSuffix, languageOfFile } from "../core/workflow/node-file.ts";
import { storeOfNodeFile, storeOfWorkflow } from "./disk-store.ts";
import { openFile } from "./files.ts";
import { shown, wholePath } from "./paths.ts";
import { exitCodeOf, printedLines, type StepLine } from "./step-lines.ts";
import type { TerminalText } from "./terminal-text.ts";
import { type CliArguments, reasonOf, UsageError } from "./usage.ts";

/**
 * Writes node files back into their workflows; exit code 1 when one could not be, 2 when a file is unusable. What is
 * asked for is looked up first: then nothing is written for a request that cannot be meant.
 */
export async function saveCommand(given: CliArguments, print: (text: TerminalText) => void): Promise<number> {
  const storeOf = storesOfFolders();
  const found: FoundNodeFile[] = [];
  for (const path of given.files.map(wholePath)) found.push(...(await nodeFilesOf(path, given.node, storeOf)));
  const linesOf = new Map<FileStore, StepLine[]>();
  for (const store of new Set(found.map((file) => file.store))) {
    const paths = found.filter((file) => file.store === store).map(({ path }) => path);
    const lines: StepLine[] = [];
    linesOf.set(store, lines);
    await saveFiles(store, paths, (_path, line) => lines.push(line), given.forces);
  }
  const inOrder = found.map(({ store }) => linesOf.get(store)?.shift() as StepLine);
  print(printedLines(inOrder, given.format));
  return exitCodeOf(inOrder);
}

/** One store for all node files of a folder, so that their workflow is read once. */
function storesOfFolders(): (codeFile: string) => FileStore {
  const stores = new Map<string, FileStore>();
  return (codeFile) => {
    const folder = folderOfNodeFile(codeFile);
    const store = stores.get(folder) ?? storeOfNodeFile(codeFile);
    stores.set(folder, store);
    return store;
  };
}

/** `forces`: over what has changed in the workflow. `paths` of one folder. */
export async function saveFiles(
  store: FileStore,
  paths: readonly string[],
  report: (path: string, line: StepLine) => void,
  forces = false,
): Promise<void> {
  const workflows = seenWorkflows(store);
  const together = await writeTogether(store, paths, workflows, forces);
  for (const path of paths) {
    const written = together.get(path);
    // A file that was named twice is saved once.
    together.delete(path);
    report(path, await saveFile(store, path, { workflows, ...(written && { written }) }, forces));
  }
}

async function saveFile(store: FileStore, path: string, options: SaveOptions, forces: boolean): Promise<StepLine> {
  try {
    const result = await saveNodeFile(store, path, options);
    if (result.kind !== "conflict" || !forces) return lineOf(path, result);
    return lineOf(path, await saveNodeFile(store, path, { ...options, replaces: result.conflict.workflow }));
  } catch (error) {
    if (error instanceof FileProblem) return { path: shown(path), status: "unusable", message: error.message };
    throw error;
  }
}

function lineOf(codeFile: string, result: SaveResult): StepLine {
  const path = shown(codeFile);
  switch (result.kind) {
    case "conflict":
      return {
        path,
        node: result.conflict.node.id,
        status: "conflict",
        message: `${result.message} \`--force\` takes the file.`,
      };
    case "refused":
      return { path, status: "refused", message: result.message };
    case "not-mirrored":
      return { path, status: "refused", message: unboundMessage(codeFile) };
    default:
      return { path, node: result.node.id, status: result.kind };
  }
}

function unboundMessage(path: string): string {
  const name = shown(path);
  const workflow = workflowOfFolder(path);
  if (workflow === undefined) {
    return `${name} is kept in step with no workflow. \`code-nodes edit WORKFLOW\` writes files that are.`;
  }
  const declaration = shown(declarationPath(path));
  return `${name} is kept in step with no workflow: ${declaration} is missing, broken or written by hand. \`code-nodes edit ${shown(workflow)}\` binds the files of its nodes again, and leaves their code; files of no node belong elsewhere.`;
}

interface FoundNodeFile {
  readonly path: string;
  /** Knows the workflow as named by the user when he named it. */
  readonly store: FileStore;
}

/** The node file itself, or those of a workflow. */
async function nodeFilesOf(
  path: string,
  wanted: string | undefined,
  storeOf: (codeFile: string) => FileStore,
): Promise<readonly FoundNodeFile[]> {
  const name = shown(path);
  mustBeThere(path, name);
  if (path.endsWith(declarationSuffix)) {
    return codeFilesOf(path).map((codeFile) => ({ path: codeFile, store: storeOf(codeFile) }));
  }
  if (languageOfFile(path)) {
    const store = storeOf(path);
    if (!readMirror((await store.read(declarationPath(path))) ?? "")) throw new UsageError(unboundMessage(path));
    return [{ path, store }];
  }
  const store = storeOfWorkflow(path);
  const found = (await existingNodeFiles(store, path)).map((file) => ({ ...file, store }));
  if (found.length === 0) {
    throw new UsageError(
      `There are no node files under ${shown(nodeFilesFolder(path))}. \`code-nodes edit ${name}\` writes them.`,
    );
  }
  if (wanted === undefined) return found;
  const titles = new Map(openFile(path).read?.reading.nodes.map(({ id, title }) => [id, title]));
  const chosen = found.filter(
    ({ mirror }) => mirror && [mirror.node, mirror.title, titles.get(mirror.node)].includes(wanted),
  );
  if (chosen.length === 0) {
    const known = found.flatMap(({ mirror }) => (mirror ? [`"${titles.get(mirror.node) ?? mirror.title}"`] : []));
    throw new UsageError(
      `No node file of ${name} belongs to a node "${wanted}". There are files of ${known.join(", ")}.`,
    );
  }
  return chosen;
}

function mustBeThere(path: string, name: string): void {
  try {
    if (!statSync(path).isDirectory()) return;
  } catch (error) {
    throw new UsageError(`Cannot read ${name}: ${reasonOf(error)}`);
  }
  throw new UsageError(`Cannot read ${name}: it is a folder; name the files in it.`);
}

function codeFilesOf(declaration: string): readonly string[] {
  const found = codePaths(declaration).filter((path) => existsSync(path));
  if (found.length > 0) return found;
  throw new UsageError(`${shown(declaration)} declares a node, but there is no code file beside it.`);
}
