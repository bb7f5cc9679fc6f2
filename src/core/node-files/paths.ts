import type { Language } from "../workflow/code-node.ts";

/** Folders and names of node files. All paths have "/" between their parts. */
export const nodeFilesFolderName = ".code-nodes";

/** The folder beside the workflow that holds its node files: `.code-nodes/support-bot.yml`. */
export function nodeFilesFolder(workflowPath: string): string {
  return `${parentOf(workflowPath)}${nodeFilesFolderName}/${nameOf(workflowPath)}`;
}

/** What keeps all node files out of a repository; who wants them in it deletes the file. */
export function gitignorePath(workflowPath: string): string {
  return `${parentOf(workflowPath)}${nodeFilesFolderName}/.gitignore`;
}

export const endings: Readonly<Record<Language, string>> = { python: ".py", javascript: ".js" };

/** Where a node's code goes; in a folder of its own when other files belong beside it. */
export function codeFilePath(workflowPath: string, stem: string, language: Language, isAlone: boolean): string {
  return `${nodeFilesFolder(workflowPath)}/${isAlone ? `${stem}/` : ""}${stem}${endings[language]}`;
}

/** From the code file of a workflow's node, as its declaration names the workflow. */
export function pathToWorkflow(codeFile: string, workflowPath: string): string {
  const depth = codeFile.slice(parentOf(workflowPath).length).split("/").length - 1;
  return "../".repeat(depth) + nameOf(workflowPath);
}

/** The workflow in whose folder of node files a code file lies; undefined when it lies elsewhere. */
export function workflowOfFolder(codeFile: string): string | undefined {
  const parts = codeFile.split("/");
  const place = parts.lastIndexOf(nodeFilesFolderName);
  const name = parts[place + 1];
  // At least the file itself stands below the workflow's folder.
  return place < 0 || name === undefined || parts.length < place + 3
    ? undefined
    : [...parts.slice(0, place), name].join("/");
}

/** What a node file belongs to: the folder of the workflow in whose folder of node files it lies, else its own. */
export function folderOfNodeFile(codeFile: string): string {
  return parentOf(workflowOfFolder(codeFile) ?? codeFile);
}

/**
 * How far a file may lead on a file system whose links are not known, by names alone: the innermost of `folders` that hold
 * the code file. Without one, or when that is less: the folder that holds its `.code-nodes`, or the code file's own. With
 * "/" at its end.
 */
export function boundaryByName(codeFile: string, folders: readonly string[]): string {
  const [innermost] = folders
    .map((folder) => (folder.endsWith("/") ? folder : `${folder}/`))
    .filter((folder) => codeFile.startsWith(folder))
    .sort((one, other) => other.length - one.length);
  const place = codeFile.lastIndexOf(`/${nodeFilesFolderName}/`);
  const own = place < 0 ? parentOf(codeFile) : codeFile.slice(0, place + 1);
  return innermost === undefined || innermost.startsWith(own) ? own : innermost;
}

/** With "/" at its end; empty for a bare name. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `a/b/../../c.yml` is `c.yml`. */
export function joined(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}${relative}`.split("/")) {
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== "" && last !== "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
