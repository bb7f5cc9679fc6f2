import type { JsonEntry, JsonValue } from "../json/json-value.ts";
import { writeJson } from "../json/write-json.ts";

/** The text of a `.node.json`; members whose value is undefined are left out. */
export function declarationText(members: readonly MaybeEntry[]): string {
  return `${writeJson(jsonObject(members), { indent: 2 })}\n`;
}

export type MaybeEntry = readonly [name: string, value: JsonValue | undefined];

/** Keeps the order of names, also of those that look like numbers. */
export function jsonObject(members: readonly MaybeEntry[]): JsonValue {
  return { kind: "object", entries: members.filter((member): member is JsonEntry => member[1] !== undefined) };
}

export function jsonString(value: string): JsonValue {
  return { kind: "string", value };
}

export function jsonNumber(value: number): JsonValue {
  return { kind: "float", text: String(value) };
}

export const jsonTrue: JsonValue = { kind: "boolean", value: true };
export const jsonNull: JsonValue = { kind: "null" };
