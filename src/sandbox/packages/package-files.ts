import { createHash } from "node:crypto";
import { join } from "node:path";
import { readShared } from "../shared-file.ts";
import type { LockedPackage } from "./package-lock.ts";

export type FileReading =
  /** In shared memory. */
  | { readonly kind: "verified"; readonly bytes: Uint8Array }
  | { readonly kind: "absent" }
  /** Something is there that is not the file of the lock file, or that cannot be read. */
  | { readonly kind: "unusable"; readonly reason: string };

/** Reads a package's file; nothing but the very bytes that the lock file names is ever given back. */
export async function readPackageFile(folder: string, wanted: LockedPackage): Promise<FileReading> {
  let content: Uint8Array;
  try {
    content = await readShared(join(folder, wanted.fileName));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
    return { kind: "unusable", reason: `it cannot be read (${code ?? message})` };
  }
  if (!isWanted(content, wanted)) return { kind: "unusable", reason: "its SHA-256 is not the expected one" };
  return { kind: "verified", bytes: content };
}

export function isWanted(content: Uint8Array, { sha256 }: LockedPackage): boolean {
  return createHash("sha256").update(content).digest("hex") === sha256;
}
