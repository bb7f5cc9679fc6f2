import type { Language } from "../workflow/code-node.ts";
import { endings } from "./open-node-files.ts";
import { joined } from "./paths.ts";

export type NewPath =
  | { readonly kind: "path"; readonly path: string }
  /** In words for the user. */
  | { readonly kind: "problem"; readonly message: string };

/** Where a new node file of that language goes, by what somebody typed: relative to the folder that is open, with "/". */
export function newNodeFilePath(typed: string, language: Language): NewPath {
  const path = joined("", typed.trim().replaceAll("\\", "/").replace(/^\/+/, ""));
  const ending = endings[language];
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "" || name === ending) return problem(`Name the file, for example summarise${ending}.`);
  if (path.startsWith("../") || path === "..") return problem("The file must lie in the folder that is open.");
  const written = /\.[^.]*$/.exec(name)?.[0];
  if (written === ending) return { kind: "path", path };
  if (written !== undefined && Object.values(endings).includes(written)) {
    return problem(`The node is written in ${language}: its file ends with ${ending}.`);
  }
  return { kind: "path", path: path + ending };
}

function problem(message: string): NewPath {
  return { kind: "problem", message };
}
