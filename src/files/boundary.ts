// How far a file may lead that another file names: a node file's workflow, and what lies beside a file. What a stranger's
// folder brings along leads nowhere else, neither by its path nor by a link on the way.
import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { errnoOf } from "./errno.ts";
import { type NamedFile, type NamedFileOptions, readNamedFile } from "./read-named-file.ts";

const nodeFilesFolderName = ".code-nodes";

/**
 * The folder that a code file's workflow lies in, as a real path: the innermost of `folders` that hold the file. Without
 * one, or when that is less: the folder that holds its `.code-nodes`, or the code file's own.
 *
 * In an editor `folders` are the workspace folders; for the terminal `foldersOfTerminal` gives them.
 */
export function boundaryOf(codePath: string, folders: readonly string[]): string {
  const folder = realFolder(dirname(resolve(codePath)));
  const own = ownPlace(folder);
  const holding = folders.map((each) => realFolder(resolve(each))).filter((each) => isInside(folder, each));
  const [innermost = own] = holding.toSorted((one, other) => other.length - one.length);
  return isInside(innermost, own) ? own : innermost;
}

/**
 * The folders that count in a terminal: the nearest repository above the code file, and the current folder. Who unpacks a
 * stranger's folder somewhere below the home folder has not said that it may look around there, so neither that nor a
 * folder that holds it counts.
 */
export function foldersOfTerminal(
  codePath: string,
  currentFolder: string = process.cwd(),
  homeFolder: string = homedir(),
): readonly string[] {
  const home = realFolder(resolve(homeFolder));
  const folder = realFolder(dirname(resolve(codePath)));
  return [repositoryAbove(folder), realFolder(resolve(currentFolder))].filter(
    (each) => each !== undefined && !isInside(home, each) && parse(each).root !== each,
  ) as readonly string[];
}

/** By the paths alone, which are real ones. A folder is inside of itself. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * The bytes of a file that `name` leads to from the folder of the file at `path`, when that lies in `boundary`, a real
 * path, with every link on the way. Neither a pipe nor a device is read, nor is a link followed that leads out, not even
 * to see what is there.
 */
export function readBeside(path: string, name: string, boundary: string, options: NamedFileOptions = {}): NamedFile {
  const place = placeBeside(path, name, boundary);
  return place.kind === "inside" ? readNamedFile(place.path, { ...options, followsLink: false }) : place;
}

/** Where such a file lies, as a real path that is to be opened without following a link. */
export type Place =
  | { readonly kind: "inside"; readonly path: string }
  | { readonly kind: "missing" }
  | { readonly kind: "refused"; readonly message: string };

/** The same, before anything is read. */
export function placeBeside(path: string, name: string, boundary: string): Place {
  // The way to the file itself is the user's.
  return placeInside(resolve(realFolder(dirname(resolve(path))), name), boundary);
}

/** As many as Linux follows. */
const maxLinks = 40;

function placeInside(wanted: string, boundary: string): Place {
  const outside: Place = {
    kind: "refused",
    message: `it lies outside of ${boundary}. Name a file inside of that folder.`,
  };
  let place = wanted;
  for (let links = 0; links <= maxLinks; links++) {
    if (!isInside(place, boundary)) return outside;
    const step = firstLink(place, boundary);
    if (step.kind !== "link") return step;
    place = step.leadsTo;
  }
  return { kind: "refused", message: "its links lead round in a circle. Put the file itself there." };
}

/** Looks at each part of a path below the boundary until one is a link; says where the whole path then leads. */
function firstLink(path: string, boundary: string): Place | { readonly kind: "link"; readonly leadsTo: string } {
  let reached = boundary;
  const parts = relative(boundary, path).split(sep);
  for (const [index, part] of parts.entries()) {
    reached = join(reached, part);
    try {
      if (!lstatSync(reached).isSymbolicLink()) continue;
      const rest = parts.slice(index + 1).join(sep);
      return { kind: "link", leadsTo: resolve(dirname(reached), readlinkSync(reached), rest) };
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes(errnoOf(error))) return { kind: "missing" };
      return { kind: "refused", message: `${error instanceof Error ? error.message : error}.` };
    }
  }
  return { kind: "inside", path };
}

/** What is not there is taken as it is called. */
function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function ownPlace(folder: string): string {
  const parts = folder.split(sep);
  const place = parts.lastIndexOf(nodeFilesFolderName);
  return place < 1 ? folder : parts.slice(0, place).join(sep) || sep;
}

function repositoryAbove(folder: string): string | undefined {
  for (let each = folder; ; each = dirname(each)) {
    if (isThere(join(each, ".git"))) return each;
    if (dirname(each) === each) return undefined;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
