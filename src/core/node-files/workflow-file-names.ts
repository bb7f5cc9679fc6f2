import { declarationSuffix } from "../workflow/node-file.ts";
import { nodeFilesFolderName } from "./paths.ts";

/** What a search for workflow files and node files looks at. */
export const searchedEndings = ["yml", "yaml", "json"];

/** Folders that hold no workflow of the user's: what is installed, what is recorded, and the files of opened nodes. */
export const passedOverFolders = ["node_modules", ".git", nodeFilesFolderName];

/** What a file may be by its name and place alone; undefined when it is neither. Paths have "/". */
export function fileKind(path: string): "workflow" | "declaration" | undefined {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  if (parts.some((part) => passedOverFolders.includes(part))) return undefined;
  if (name.endsWith(declarationSuffix)) return name === declarationSuffix ? undefined : "declaration";
  if (name.endsWith(".cases.json")) return undefined;
  return searchedEndings.some((ending) => name.endsWith(`.${ending}`)) ? "workflow" : undefined;
}
