import type { Language } from "../workflow/code-node.ts";
import { isReserved } from "./file-names.ts";
import { endings, joined } from "./paths.ts";

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
  const unusual = unusable.exec(path)?.[0];
  if (unusual !== undefined) return problem(`No file can have ${JSON.stringify(unusual)} in its name on Windows.`);
  const parts = path.split("/");
  const kept = parts.find((part) => isReserved(part.replace(/\..*$/s, "")));
  if (kept !== undefined)
    return problem(`Systems and Python keep the name ${kept} for themselves. Choose another name.`);
  const dotted = parts.find((part) => part === "" || /[. ]$/.test(part));
  if (dotted !== undefined)
    return problem(`No file or folder can be called "${dotted}" on Windows. Choose another name.`);
  const written = /\.[^.]*$/.exec(name)?.[0];
  if (written === ending) return { kind: "path", path };
  if (written !== undefined && Object.values(endings).includes(written)) {
    return problem(`The node is written in ${language}: its file ends with ${ending}.`);
  }
  return { kind: "path", path: path + ending };
}

/** What Windows takes in no name; a project's files go from one system to the other. */
const unusable = /[<>:"|?*\p{Cc}]/u;

function problem(message: string): NewPath {
  return { kind: "problem", message };
}
