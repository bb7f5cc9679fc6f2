import { declarationPath, languageOfFile } from "../workflow/node-file.ts";
import { FileProblem, type FileStore } from "./file-store.ts";
import { isWrittenByHand, type Mirror, readMirror } from "./mirror.ts";
import { nameOf, nodeFilesFolder } from "./paths.ts";

/** A code file among the node files of a workflow. */
export interface ExistingNodeFile {
  readonly path: string;
  /** The name without its ending. */
  readonly stem: string;
  /** The node that it is kept in step with; undefined when its declaration is missing, broken or written by hand. */
  readonly mirror?: Mirror;
  /** Whether somebody declared it by hand, though with mistakes. */
  readonly isByHand: boolean;
}

/** In the order of their paths. Rejects with `FileProblem` when the folder cannot be read. */
export async function existingNodeFiles(store: FileStore, workflowPath: string): Promise<readonly ExistingNodeFile[]> {
  const folder = `${nodeFilesFolder(workflowPath)}/`;
  const names = await store.list(folder);
  const paths: string[] = [];
  for (const name of names) {
    const inside = name.endsWith("/") ? await store.list(folder + name) : [""];
    paths.push(...inside.map((each) => folder + name + each));
  }
  const found: ExistingNodeFile[] = [];
  for (const path of paths.filter((each) => languageOfFile(each) && !isOnlyDots(stemOf(each))))
    found.push(await existingNodeFile(store, path));
  return found;
}

async function existingNodeFile(store: FileStore, path: string): Promise<ExistingNodeFile> {
  const declaration = await store.read(declarationPath(path)).catch((error: unknown) => {
    if (error instanceof FileProblem) return undefined;
    throw error;
  });
  const mirror = declaration === undefined ? undefined : readMirror(declaration);
  const stem = stemOf(path);
  const isByHand = declaration !== undefined && isWrittenByHand(declaration);
  return { path, stem, ...(mirror && { mirror }), isByHand };
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.[^.]*$/, "");
}

/** A folder of that name would be another one. */
function isOnlyDots(stem: string): boolean {
  return /^\.*$/.test(stem);
}
