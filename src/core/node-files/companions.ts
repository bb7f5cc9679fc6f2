import type { CompanionFile, Dialect } from "../dialects/dialect.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { FileChanged, FileProblem, type FileStore } from "./file-store.ts";
import { nodeFilesFolder, parentOf, workflowOfFolder } from "./paths.ts";

/**
 * Writes what belongs beside a node's code file, where it is not there as it should be: new files among a workflow's
 * node files alone, and elsewhere those that are kept up already. A file that somebody else has written stays. `tended`:
 * the folders whose shared files have been seen to already, by who does this for many nodes.
 */
export async function writeCompanions(
  store: FileStore,
  codeFile: string,
  dialect: Dialect,
  node: CodeNode,
  tended = new Set<string>(),
): Promise<void> {
  const workflow = workflowOfFolder(codeFile);
  const own = parentOf(codeFile);
  let mayAdd = workflow !== undefined;
  for (const companion of dialect.companionFiles?.(node) ?? []) {
    const isKept = await writeCompanion(store, own, companion, mayAdd);
    // What is ours was moved there with its node file.
    mayAdd ||= isKept;
  }
  const folder = workflow === undefined ? own : `${nodeFilesFolder(workflow)}/`;
  if (tended.has(folder + node.language)) return;
  tended.add(folder + node.language);
  for (const companion of dialect.sharedCompanionFiles?.(node) ?? []) {
    await writeCompanion(store, folder, companion, mayAdd);
  }
}

/** Whether it is there now, and ours. */
async function writeCompanion(
  store: FileStore,
  folder: string,
  companion: CompanionFile,
  mayAdd: boolean,
): Promise<boolean> {
  const path = folder + companion.name;
  const now = await textIfReadable(store, path);
  if (now.kind === "unreadable") return false;
  const text = markedText(companion);
  const mayWrite = now.text === undefined ? mayAdd : isOurs(now.text, companion);
  if (mayWrite && now.text !== text) await writeUnlessChanged(store, path, text, now.text);
  return mayWrite;
}

/** In the comment that a file of ours begins with. Whoever takes it out has made the file his own. */
const mark = "Written by Code Nodes";

function markedText({ name, text }: CompanionFile): string {
  return isMarked(text)
    ? text
    : `${/\.pyi?$/.test(name) ? "#" : "//"} ${mark}, and written anew with the node.\n${text}`;
}

function isMarked(text: string): boolean {
  const comment = /^(?:(?:\/\/|#).*\r?\n)+/.exec(text)?.[0] ?? "";
  return comment.includes(mark);
}

/** Earlier versions wrote the same text without a mark; what cannot be told from a user's own file is taken for one. */
function isOurs(text: string, companion: CompanionFile): boolean {
  return isMarked(text) || text === companion.text;
}

/** Whoever has written it meanwhile knows as much. */
async function writeUnlessChanged(
  store: FileStore,
  path: string,
  text: string,
  before: string | undefined,
): Promise<void> {
  await store.write(path, text, before).catch((error: unknown) => {
    if (!(error instanceof FileChanged)) throw error;
  });
}

type FoundText = { readonly kind: "text"; readonly text: string | undefined } | { readonly kind: "unreadable" };

/** What is a link or no text is nothing that we have written. */
async function textIfReadable(store: FileStore, path: string): Promise<FoundText> {
  try {
    return { kind: "text", text: await store.read(path) };
  } catch (error) {
    if (error instanceof FileProblem) return { kind: "unreadable" };
    throw error;
  }
}
