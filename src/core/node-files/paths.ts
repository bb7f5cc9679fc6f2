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
