import type { JsonEntry, JsonValue } from "./json-value.ts";
import { jsonEntries } from "./make-json.ts";

/** A member of an object; undefined of anything else. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return value?.kind === "object" ? value.entries.find(([key]) => key === name)?.[1] : undefined;
}

/** The object with the member set, in its place or at the end; anything else counts as an empty object. */
export function withMember(value: JsonValue, name: string, given: JsonValue): JsonValue {
  const entries = value.kind === "object" ? value.entries : [];
  const isThere = entries.some(([key]) => key === name);
  if (!isThere) return jsonEntries([...entries, [name, given]]);
  return jsonEntries(entries.map(([key, old]): JsonEntry => [key, key === name ? given : old]));
}
