// The one way to a file whose name comes out of another file, a folder or a setting, and so perhaps from a stranger.
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { basename, dirname } from "node:path";
import { errnoOf } from "./errno.ts";
import { type OpenFolder, openFolder } from "./open-folder.ts";

/** So much of a file is read at most. The largest workflows seen, with pinned data in them, hold some 3 MB. */
export const maxNamedFileBytes = 16 * 1024 * 1024;

/** `message` of a refusal is the end of a sentence that names the file, with the remedy. */
export type NamedFile =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "missing" }
  | { readonly kind: "refused"; readonly message: string };

/** The same, once its bytes are read as text. */
export type NamedText =
  | Exclude<NamedFile, { readonly kind: "bytes" }>
  | { readonly kind: "text"; readonly text: string };

export interface NamedFileOptions {
  /** Whether the name itself may be a link; what lies above it may be one in any case. */
  readonly followsLink?: boolean;
  readonly maxBytes?: number;
}

/**
 * The bytes of a regular file. Never waits for a writer, never reads a device or a pipe, and no more than `maxBytes`,
 * whatever the file system says about its size. Never throws for what is, or is not, at `path`.
 */
export function readNamedFile(
  path: string,
  { followsLink = true, maxBytes = maxNamedFileBytes }: NamedFileOptions = {},
): NamedFile {
  let file: number;
  try {
    // Windows knows neither flag; there the two are undefined, and count as 0.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (followsLink ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    return unopened(error);
  }
  try {
    const about = fstatSync(file);
    if (!about.isFile()) return refused("it is no regular file. Name an ordinary file.");
    if (about.size > maxBytes) return tooLarge(maxBytes);
    if (!followsLink && !isNamedBy(file, path)) return refused(isLink);
    return readAtMost(file, maxBytes);
  } catch (error) {
    return refused(`${messageOf(error)}.`);
  } finally {
    closeSync(file);
  }
}

/** The same for a real path that was looked at: should a part of it have become a link since, nothing is read. */
export function readRealFile(path: string, options: { readonly maxBytes?: number } = {}): NamedFile {
  let folder: OpenFolder;
  try {
    folder = openFolder(dirname(path));
  } catch (error) {
    return unopened(error);
  }
  try {
    const file = readNamedFile(folder.at(basename(path)), { ...options, followsLink: false });
    folder.mustBeInPlace();
    return file.kind === "refused" ? refused(folder.named(file.message)) : file;
  } catch (error) {
    return unopened(error);
  } finally {
    folder.close();
  }
}

const chunkBytes = 64 * 1024;

function readAtMost(file: number, maxBytes: number): NamedFile {
  const chunks: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const chunk = new Uint8Array(chunkBytes);
    const count = readSync(file, chunk, 0, chunkBytes, null);
    if (count === 0) return { kind: "bytes", bytes: Buffer.concat(chunks, length) };
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > maxBytes) return tooLarge(maxBytes);
  }
}

function tooLarge(maxBytes: number): NamedFile {
  return refused(`it is larger than ${maxBytes / 1024 / 1024} MB. Name a smaller file.`);
}

const isLink = "it is a link. Put the file itself there.";

/** Windows cannot be asked not to follow a link. */
function isNamedBy(file: number, path: string): boolean {
  if (process.platform !== "win32") return true;
  const [opened, named] = [fstatSync(file, { bigint: true }), lstatSync(path, { bigint: true })];
  return opened.ino === named.ino && opened.dev === named.dev;
}

function unopened(error: unknown): NamedFile {
  switch (errnoOf(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "missing" };
    case "ELOOP":
      return refused(isLink);
    default:
      return refused(`${messageOf(error)}.`);
  }
}

function refused(message: string): NamedFile {
  return { kind: "refused", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
