// A folder that is held open: what is done in it is done there, whatever comes into its place or above it meanwhile.
import { closeSync, constants, existsSync, lstatSync, openSync } from "node:fs";
import { join, parse, sep } from "node:path";

export interface OpenFolder {
  /** A path that leads to the name in this very folder; "." is the folder itself. */
  at(name: string): string;
  /** Throws when the folder is not in its place any more; where it is held by a handle, that is no matter. */
  mustBeInPlace(): void;
  /** A message of the file system's, with the paths that the user knows. */
  named(message: string): string;
  close(): void;
}

/**
 * Opens a folder by its real path, of which no part may be a link by now. Throws the file system's error: ENOENT where
 * nothing is there any more, ENOTDIR or ELOOP where anything but a folder is. To be closed when all in it is done.
 */
export function openFolder(path: string, holds = holdsFolders): OpenFolder {
  return holds ? heldFolder(path) : lookedAtFolder(path);
}

/** A file's path then begins with the folder's handle, which Linux alone has a name for. */
const holdsFolders = process.platform === "linux" && existsSync("/proc/self/fd");

/** Linux's: only the place, for which nobody needs to be allowed to list the folder. Node has no name for it. */
const placeOnly = 0o10000000;

function heldFolder(path: string): OpenFolder {
  const flags = placeOnly | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  let folder = openSync("/", flags);
  for (const part of partsOf(path)) {
    const above = folder;
    try {
      folder = openSync(`/proc/self/fd/${above}/${part}`, flags);
    } finally {
      closeSync(above);
    }
  }
  const handle = `/proc/self/fd/${folder}`;
  return {
    at: (name) => join(handle, name),
    mustBeInPlace: () => {},
    named: (message) => message.replaceAll(handle, path),
    close: () => closeSync(folder),
  };
}

/** Elsewhere nothing but a second look tells whether a link was in the way meanwhile. */
function lookedAtFolder(path: string): OpenFolder {
  const before = identityOf(path);
  return {
    at: (name) => join(path, name),
    mustBeInPlace: () => {
      if (identityOf(path) !== before) throw noFolder(path);
    },
    named: (message) => message,
    close: () => {},
  };
}

function identityOf(path: string): string {
  let reached = parse(path).root;
  for (const part of partsOf(path)) {
    reached = join(reached, part);
    if (!lstatSync(reached).isDirectory()) throw noFolder(reached);
  }
  const { dev, ino } = lstatSync(reached, { bigint: true });
  return `${dev} ${ino}`;
}

function partsOf(path: string): readonly string[] {
  return path
    .slice(parse(path).root.length)
    .split(sep)
    .filter((part) => part !== "");
}

function noFolder(path: string): Error {
  return Object.assign(new Error(`${path} is no folder any more.`), { code: "ENOTDIR" });
}
