import { relative, resolve, sep } from "node:path";

/** A path as the user wrote it, in the form that node files' paths have: whole, with "/". */
export function wholePath(path: string): string {
  return slashed(resolve(path));
}

/** A whole path as the user reads it: from where the command was given, where it lies there. */
export function shown(path: string): string {
  const fromHere = slashed(relative(process.cwd(), path));
  return fromHere === "" || fromHere === ".." || fromHere.startsWith("../") ? path : fromHere;
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
