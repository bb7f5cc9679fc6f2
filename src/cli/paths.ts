import { relative, resolve, sep } from "node:path";
import { UsageError } from "./usage.ts";

/**
 * A path as the user wrote it, in the form that node files' paths have: whole, with "/". Throws `UsageError` for one that
 * is longer than any file system takes.
 */
export function wholePath(path: string): string {
  const whole = resolve(path);
  if (whole.length > longestPath) {
    throw new UsageError(`Cannot read ${path.slice(0, 100)}…: a path of ${path.length} characters leads to no file.`);
  }
  return slashed(whole);
}

/** Windows takes 32,767 characters, all others 4,096 bytes at most. */
const longestPath = sep === "/" ? 4096 : 32_767;

/** A whole path as the user reads it: from where the command was given, where it lies there. */
export function shown(path: string): string {
  const fromHere = slashed(relative(process.cwd(), path));
  return fromHere === "" || fromHere === ".." || fromHere.startsWith("../") ? path : fromHere;
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
