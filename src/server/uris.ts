// URIs as clients send them. They may be written in several ways, and hold what no file system knows: nothing here throws.
import { fileURLToPath } from "node:url";

/** As it reads; what is escaped badly stays as it is written. */
export function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** Clients differ in which characters they escape. */
export function isSameUri(one: string, other: string): boolean {
  return one === other || decoded(one) === decoded(other);
}

/** Undefined for a URI of another kind, and for one that no path of this system is written as. */
export function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The URI of a path that starts at another file; undefined when there can be none. */
export function uriBeside(uri: string, path: string): string | undefined {
  try {
    return new URL(path.split("/").map(encodeURIComponent).join("/"), uri).href;
  } catch {
    return undefined;
  }
}

/** Those of a client's list of folders or files that have one; a careless client may send anything. */
export function urisOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => {
    const uri = typeof each === "object" && each !== null && "uri" in each ? each.uri : undefined;
    return typeof uri === "string" && uri !== "" ? [uri] : [];
  });
}
