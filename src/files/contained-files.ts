// The one way to a workflow and to everything that lies beside it. Whatever a folder brings along may be made by
// anybody, so it is looked at before anything is read or written there, and nothing is followed out of it.
import type { Stats } from "node:fs";
import { lstat, mkdir, open, readdir, rm } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { holds, realPath } from "./boundary.ts";
import { errnoOf } from "./errno.ts";
import { readNamedFile } from "./read-named-file.ts";
import { NotReplaced, replaceFile } from "./replace-file.ts";

/** A place that is neither read nor written; the message names it and the remedy. */
export class RefusedPlace extends Error {}

/** What may be read and written; all paths are whole. */
export interface Ground {
  /** The workflow's own folder, or that of a node file that was moved elsewhere. What lies above it is the user's. */
  readonly folder: string;
  /** A real path, in which `folder` and every workflow that a declaration names must lie. */
  readonly boundary: string;
  /** The workflow that the user named himself: it may be a link, wherever that leads. */
  readonly named?: string;
  /** How a path is called in messages. */
  readonly shown: (path: string) => string;
  /** What the user can do about a workflow outside of the boundary. */
  readonly remedy: string;
}

/** "workflow": one that a declaration or the user names. "beside": what the folder brings along, or is to hold. */
export type Role = "workflow" | "beside";

/** Undefined when there is no such file. Throws `RefusedPlace`, also for what is no ordinary file. */
export async function readContained(ground: Ground, path: string, role: Role): Promise<Uint8Array | undefined> {
  const place = await lookAt(ground, path, role);
  if (!place.stats) return undefined;
  if (!place.stats.isFile()) throw noOrdinaryFile(ground, path);
  const file = readNamedFile(place.path, {
    followsLink: false,
    ...(place.isNamed && { maxBytes: Number.POSITIVE_INFINITY }),
  });
  // What somebody has put in its way meanwhile has been read, and is not given to anyone.
  await looksAgain(ground, path, role, place);
  if (file.kind === "missing") return undefined;
  if (file.kind === "refused") throw new RefusedPlace(`${ground.shown(path)} cannot be read: ${file.message}`);
  return file.bytes;
}

/**
 * Replaces the file, whole or not at all; one that is not there is made, with its folders, unless it should hold
 * `before`. Throws `RefusedPlace`, `NotReplaced` or the file system's error.
 */
export async function writeContained(
  ground: Ground,
  path: string,
  role: Role,
  text: string,
  before?: string,
): Promise<void> {
  const place = await lookAt(ground, path, role);
  if (place.stats && !place.stats.isFile()) throw noOrdinaryFile(ground, path);
  if (!place.stats && before !== undefined) throw new NotReplaced("changed");
  if (!place.stats) await makeEmpty(ground, path, role, place);
  try {
    await replaceFile(place.path, text, before, () => looksAgain(ground, path, role, place));
  } catch (error) {
    if (!place.stats) await removeEmpty(place);
    throw error;
  }
}

/** Names, those of folders with "/" at their end; a link is no folder. None when the folder is not there. */
export async function listContained(ground: Ground, folder: string): Promise<readonly string[]> {
  const place = await lookAt(ground, folder, "beside");
  if (!place.stats?.isDirectory()) return [];
  const entries = await readdir(place.path, { withFileTypes: true });
  await looksAgain(ground, folder, "beside", place);
  return entries.map((entry) => entry.name + (entry.isDirectory() ? "/" : "")).sort();
}

/** Throws `RefusedPlace` when nothing may be read or written there; else what is there, if anything is. */
export async function lookAtContained(ground: Ground, path: string, role: Role): Promise<Stats | undefined> {
  return (await lookAt(ground, path, role)).stats;
}

interface Place {
  /** With every link followed that may be; below it nothing is one. */
  readonly path: string;
  /** Undefined when nothing is there. */
  readonly stats?: Stats;
  /** By the user himself: he may mean a large file. */
  readonly isNamed?: boolean;
}

async function lookAt(ground: Ground, path: string, role: Role): Promise<Place> {
  const whole = resolve(path);
  return role === "workflow" ? lookAtWorkflow(ground, whole) : lookBeside(ground, whole);
}

async function lookAtWorkflow(ground: Ground, whole: string): Promise<Place> {
  const path = realPath(whole);
  const isNamed = ground.named !== undefined && resolve(ground.named) === whole;
  if (!isNamed && !holds(ground.boundary, path)) {
    const what = `${ground.shown(whole)} lies outside of ${ground.boundary}`;
    throw new RefusedPlace(`${what}, and what a declaration names is looked for in there alone. ${ground.remedy}`);
  }
  const stats = await statsOf(path);
  // All other links are followed by now.
  if (stats?.isSymbolicLink())
    throw new RefusedPlace(`${ground.shown(whole)} is a link that leads nowhere. Delete it.`);
  return { path, isNamed, ...(stats && { stats }) };
}

async function lookBeside(ground: Ground, whole: string): Promise<Place> {
  const folder = resolve(ground.folder);
  const root = realPath(folder);
  if (!holds(ground.boundary, root)) {
    const what = `${ground.shown(folder)} leads out of ${ground.boundary} by a link, to ${root}`;
    throw new RefusedPlace(`${what}. Take the path there to work there.`);
  }
  if (!holds(folder, whole)) {
    throw new RefusedPlace(`${ground.shown(whole)} lies outside of ${ground.shown(folder)}, and is left alone.`);
  }
  const names = relative(folder, whole).split(sep);
  let stats: Stats | undefined;
  for (const [index, name] of names.entries()) {
    const above = join(root, ...names.slice(0, index));
    stats = await statsOf(join(above, name));
    if (!stats) break;
    if (stats.isSymbolicLink()) {
      const link = ground.shown(join(folder, ...names.slice(0, index + 1)));
      throw new RefusedPlace(`${link} is a link, and no node files are read or written through one. Delete the link.`);
    }
  }
  return { path: join(root, ...names), ...(stats && { stats }) };
}

/** Throws when another file or folder has come into its place, or a link. */
async function looksAgain(ground: Ground, path: string, role: Role, before: Place): Promise<void> {
  const now = await lookAt(ground, path, role);
  const isSame =
    now.path === before.path && (!before.stats || !now.stats || isFile(before.stats) === isFile(now.stats));
  if (!isSame) throw new NotReplaced("changed");
}

function isFile(stats: Stats): boolean {
  return stats.isFile();
}

async function makeEmpty(ground: Ground, path: string, role: Role, place: Place): Promise<void> {
  const missing: string[] = [];
  for (let each = dirname(place.path); !(await statsOf(each)); each = dirname(each)) missing.unshift(each);
  for (const each of missing) {
    await mkdir(each).catch((error: unknown) => {
      if (errnoOf(error) !== "EEXIST") throw error;
    });
    // Another program may have made it at the same time, and as something else.
    await lookAt(ground, path, role);
  }
  // Where anything is by now this fails, a link that leads nowhere too.
  const file = await open(place.path, "wx").catch((error: unknown) => {
    throw errnoOf(error) === "EEXIST" ? new NotReplaced("changed") : error;
  });
  await file.close();
}

/** So that a write that fails leaves nothing behind. */
async function removeEmpty({ path }: Place): Promise<void> {
  const stats = await statsOf(path).catch(() => undefined);
  if (stats?.isFile() && stats.size === 0) await rm(path, { force: true }).catch(() => {});
}

/** Of a link itself; undefined when nothing is there. */
async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error))) return undefined;
    throw error;
  }
}

function noOrdinaryFile({ shown }: Ground, path: string): RefusedPlace {
  return new RefusedPlace(`${shown(path)} is no ordinary file. Put a file there, or delete what stands there.`);
}
