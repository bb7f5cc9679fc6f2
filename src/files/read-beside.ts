// Reads what another file names: a node file's workflow, and what lies beside a file. What a stranger's folder brings
// along leads nowhere else, neither by its path nor by a link on the way.
import { lstatSync, readlinkSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { holds, realPath } from "./boundary.ts";
import { errnoOf } from "./errno.ts";
import { type NamedFile, readRealFile } from "./read-named-file.ts";

/**
 * The bytes of a file that `name` leads to from the folder of the file at `path`, when that lies in `boundary`, a real
 * path, with every link on the way. Neither a pipe nor a device is read, nor is a link followed that leads out, not even
 * to see what is there.
 */
export function readBeside(
  path: string,
  name: string,
  boundary: string,
  options: { readonly maxBytes?: number } = {},
): NamedFile {
  const place = placeBeside(path, name, boundary);
  return place.kind === "inside" ? readRealFile(place.path, options) : place;
}

/** Where such a file lies, as a real path that is to be read with `readRealFile`. */
export type Place =
  | { readonly kind: "inside"; readonly path: string }
  | { readonly kind: "missing" }
  | { readonly kind: "refused"; readonly message: string };

/** The same, before anything is read. */
export function placeBeside(path: string, name: string, boundary: string): Place {
  // The way to the file itself is the user's.
  const place = placeInside(resolve(realPath(dirname(resolve(path))), name), boundary);
  if (place.kind !== "outside") return place;
  return { kind: "refused", message: `it lies outside of ${boundary}. Name a file inside of that folder.` };
}

/** As many as Linux follows. */
const maxLinks = 40;

/** Where a path leads to from the boundary on, link by link; "outside" as soon as one leads out, whatever is there. */
export function placeInside(wanted: string, boundary: string): Place | { readonly kind: "outside" } {
  let place = wanted;
  for (let links = 0; links <= maxLinks; links++) {
    if (!holds(boundary, place)) return { kind: "outside" };
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
