import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LockedPackage } from "./package-lock.ts";

export type FileReading =
  | { readonly kind: "verified"; readonly bytes: Uint8Array }
  | { readonly kind: "absent" }
  /** Something is there that is not the file of the lock file, or that cannot be read. */
  | { readonly kind: "unusable"; readonly reason: string };

/** Reads a package's file; nothing but the very bytes that the lock file names is ever given back. */
export async function readPackageFile(folder: string, wanted: LockedPackage): Promise<FileReading> {
  let content: Buffer;
  try {
    content = await readFile(join(folder, wanted.fileName));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
    return { kind: "unusable", reason: `it cannot be read (${code ?? String(error)})` };
  }
  if (!isWanted(content, wanted)) return { kind: "unusable", reason: "its SHA-256 is not the expected one" };
  return { kind: "verified", bytes: inSharedMemory(content) };
}

/** Appears under its name only when it is complete. Throws when the folder cannot be written. */
export async function writePackageFile(
  folder: string,
  { fileName }: LockedPackage,
  content: Uint8Array,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${fileName}.${randomUUID()}.unfinished`);
  try {
    await writeFile(unfinished, content, { mode: 0o600 });
    await rename(unfinished, join(folder, fileName));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}

export function isWanted(content: Uint8Array, { sha256 }: LockedPackage): boolean {
  return createHash("sha256").update(content).digest("hex") === sha256;
}

/** So that every worker reads the same copy. */
export function inSharedMemory(content: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(content.length));
  shared.set(content);
  return shared;
}
