// The one way to a workflow and to everything that lies beside it. Whatever a folder brings along may be made by
// anybody, so it is looked at before anything is read or written there, and nothing is followed out of it.
import type { Stats } from "node:fs";
import { lstat, mkdir, readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { holds, realPath } from "./boundary.ts";
import { errnoOf } from "./errno.ts";
import { type OpenFolder, openFolder } from "./open-folder.ts";
import { placeInside } from "./read-beside.ts";
import { maxChosenFileBytes } from "./read-chosen-file.ts";
import { readRealFile } from "./read-named-file.ts";
import { createFile, NotReplaced, replaceFile } from "./replace-file.ts";

/** A place that is neither read nor written; the message names it and the remedy. */
export class RefusedPlace extends Error {}

/** What may be read and written; all paths are whole. */
export interface Ground {
  /** The workflow's own folder, or that of a node file that was moved elsewhere. What lies above it is the user's. */
  readonly folder: string;
  /** A real path, in which `folder` and every workflow that a declaration names must lie. */
  readonly boundary: string;
  readonly named?: NamedWorkflow;
  /** How a path is called in messages. */
  readonly shown: (path: string) => string;
  /** What the user can do about a workflow outside of the boundary. */
  readonly remedy: string;
}

/** The workflow that the user named himself: it may be a link, wherever that led when he did. */
export interface NamedWorkflow {
  readonly path: string;
  readonly real: string;
}

/** "workflow": one that a declaration or the user names. "beside": what the folder brings along, or is to hold. */
export type Role = "workflow" | "beside";

/** Undefined when there is no such file. Throws `RefusedPlace`, also for what is no ordinary file. */
export async function readContained(ground: Ground, path: string, role: Role): Promise<Uint8Array | undefined> {
  const place = await lookAt(ground, path, role);
  if (!place.stats) return undefined;
  if (!place.stats.isFile()) throw noOrdinaryFile(ground, path);
  const file = readRealFile(place.path, place.isNamed ? { maxBytes: maxChosenFileBytes } : {});
  if (file.kind === "missing") return undefined;
  if (file.kind === "refused") throw new RefusedPlace(`${ground.shown(path)} cannot be read: ${file.message}`);
  return file.bytes;
}

/**
 * Replaces the file that held `before`, whole or not at all; without, makes it, with its folders. Throws `RefusedPlace`,
 * `NotReplaced` when something else is there, or the file system's error.
 */
export async function writeContained(
  ground: Ground,
  path: string,
  role: Role,
  text: string,
  before: string | undefined,
): Promise<void> {
  const place = await lookAt(ground, path, role);
  if (place.stats && !place.stats.isFile()) throw noOrdinaryFile(ground, path);
  if ((place.stats === undefined) !== (before === undefined)) throw new NotReplaced("changed");
  const [folderPath, name] = [dirname(place.path), basename(place.path)];
  if (before === undefined) await makeFolders(ground, folderPath);
  await inFolder(folderPath, (folder) =>
    before === undefined ? createFile(folder, name, text) : replaceFile(folder, name, text, before),
  );
}

/** Names, those of folders with "/" at their end; a link is no folder. None when the folder is not there. */
export async function listContained(ground: Ground, folder: string): Promise<readonly string[]> {
  const place = await lookAt(ground, folder, "beside");
  if (!place.stats?.isDirectory()) return [];
  const entries = await inFolder(place.path, (opened) => readdir(opened.at("."), { withFileTypes: true }));
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
  const { named } = ground;
  const isNamed = named !== undefined && resolve(named.path) === whole;
  const path = isNamed ? realPath(whole) : realPathInside(ground, whole);
  if (isNamed && path !== named.real) {
    const name = ground.shown(whole);
    throw new RefusedPlace(`${name} leads to another file now than when it was named. Name it again to go on there.`);
  }
  const stats = await statsOf(path);
  // All other links are followed by now.
  if (stats?.isSymbolicLink())
    throw new RefusedPlace(`${ground.shown(whole)} is a link that leads nowhere. Delete it.`);
  return { path, isNamed, ...(stats && { stats }) };
}

function realPathInside(ground: Ground, whole: string): string {
  const { boundary, folder, remedy } = ground;
  // The way to the folder itself is the user's.
  const wanted = resolve(realPath(folder), relative(folder, whole));
  const place = placeInside(wanted, boundary);
  if (place.kind === "inside") return place.path;
  if (place.kind === "missing") return wanted;
  const name = ground.shown(whole);
  if (place.kind === "refused") throw new RefusedPlace(`${name} cannot be read: ${place.message}`);
  const what = `${name} lies outside of ${boundary}`;
  throw new RefusedPlace(`${what}, and what a declaration names is looked for in there alone. ${remedy}`);
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

/** Those of them that are not there, each in the one above it. */
async function makeFolders(ground: Ground, path: string): Promise<void> {
  const stats = await statsOf(path);
  if (stats?.isDirectory()) return;
  // It stays there however often one tries.
  if (stats) throw noFolder(ground, path);
  await makeFolders(ground, dirname(path));
  await inFolder(dirname(path), async (folder) => {
    await mkdir(folder.at(basename(path))).catch((error: unknown) => {
      // Another program may have made it at the same time; should it be something else, it will not open.
      if (errnoOf(error) !== "EEXIST") throw error;
    });
    folder.mustBeInPlace();
  });
}

/** Does `act` in the very folder that was looked at: what is put into its place meanwhile is not touched. */
async function inFolder<Result>(path: string, act: (folder: OpenFolder) => Promise<Result>): Promise<Result> {
  let folder: OpenFolder;
  try {
    folder = openFolder(path);
  } catch (error) {
    throw isNoFolder(error) ? new NotReplaced("changed") : error;
  }
  try {
    const result = await act(folder);
    folder.mustBeInPlace();
    return result;
  } catch (error) {
    if (error instanceof Error) error.message = folder.named(error.message);
    throw error;
  } finally {
    folder.close();
  }
}

function isNoFolder(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ELOOP"].includes(errnoOf(error));
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

function noFolder({ shown }: Ground, path: string): RefusedPlace {
  return new RefusedPlace(`${shown(path)} is no folder, and one has to be there. Move it away, or delete it.`);
}

function noOrdinaryFile({ shown }: Ground, path: string): RefusedPlace {
  return new RefusedPlace(`${shown(path)} is no ordinary file. Put a file there, or delete what stands there.`);
}
