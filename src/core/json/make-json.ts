import type { JsonEntry, JsonValue } from "./json-value.ts";
import { pythonFloatText } from "./python-float.ts";

export const jsonNull: JsonValue = { kind: "null" };
export const jsonTrue: JsonValue = { kind: "boolean", value: true };

export function jsonString(value: string): JsonValue {
  return { kind: "string", value };
}

/** Whole numbers become ints. */
export function jsonNumber(value: number): JsonValue {
  return Number.isSafeInteger(value)
    ? { kind: "int", digits: String(value) }
    : { kind: "float", text: pythonFloatText(value) };
}

export function jsonArray(items: readonly JsonValue[]): JsonValue {
  return { kind: "array", items };
}

/** Members whose value is undefined are left out. */
export function jsonObject(members: Readonly<Record<string, JsonValue | undefined>>): JsonValue {
  const entries = Object.entries(members).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return { kind: "object", entries };
}

export type MaybeEntry = readonly [name: string, value: JsonValue | undefined];

/** Keeps the order and takes any name, `__proto__` included; members whose value is undefined are left out. */
export function jsonEntries(entries: Iterable<MaybeEntry>): JsonValue {
  return { kind: "object", entries: [...entries].filter((entry): entry is JsonEntry => entry[1] !== undefined) };
}
