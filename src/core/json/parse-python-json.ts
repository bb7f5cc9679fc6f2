import type { Cursor } from "./cursor.ts";
import { JsonSyntaxError } from "./json-syntax-error.ts";
import type { JsonEntry, JsonValue } from "./json-value.ts";
import { scanNumber } from "./scan-number.ts";
import { scanString } from "./scan-string.ts";

export type ParsedJson =
  | { readonly kind: "value"; readonly value: JsonValue }
  /** `message` is the text of CPython 3.12's exception. */
  | { readonly kind: "error"; readonly message: string };

/**
 * CPython gives up at its recursion limit, 1000 frames by default. What is read here may be walked
 * recursively without fear.
 */
const maxNesting = 1000;

/** Reads JSON text as Python's `json.loads` does, in linear time. Never throws. */
export function parsePythonJson(text: string): ParsedJson {
  if (text.startsWith("\ufeff")) return failure(text, "Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
  try {
    return { kind: "value", value: readDocument(text) };
  } catch (error) {
    if (error instanceof JsonSyntaxError) return failure(text, error.message, error.offset);
    if (error instanceof NestingError) return { kind: "error", message: error.message };
    throw error;
  }
}

class NestingError extends Error {}

interface OpenObject {
  readonly kind: "object";
  readonly entries: JsonEntry[];
  /** Made once there are many keys: until then a walk over the entries is quicker. */
  positions?: Map<string, number>;
  key: string;
}

interface OpenArray {
  readonly kind: "array";
  readonly items: JsonValue[];
}

const manyKeys = 12;

/** One loop over an explicit stack, in the order in which CPython's scanner looks at the text. */
function readDocument(text: string): JsonValue {
  const cursor: Cursor = { text, at: 0 };
  const open: (OpenObject | OpenArray)[] = [];
  skipSpace(cursor);
  for (;;) {
    let value: JsonValue;
    const character = text.charCodeAt(cursor.at);
    if (character === 0x7b || character === 0x5b) {
      const isObject = character === 0x7b;
      if (open.length >= maxNesting) throw new NestingError(tooDeep(isObject ? "object" : "array"));
      cursor.at += 1;
      skipSpace(cursor);
      if (text.charCodeAt(cursor.at) !== (isObject ? 0x7d : 0x5d)) {
        open.push(isObject ? openObject(cursor) : { kind: "array", items: [] });
        continue;
      }
      cursor.at += 1;
      value = isObject ? { kind: "object", entries: [] } : { kind: "array", items: [] };
    } else {
      value = readScalar(cursor, character);
    }

    // The value may be the last of its container, and that one the last of its own, and so on.
    for (;;) {
      const container = open[open.length - 1];
      skipSpace(cursor);
      if (!container) {
        if (cursor.at !== text.length) throw new JsonSyntaxError("Extra data", cursor.at);
        return value;
      }
      add(container, value);
      const next = text.charCodeAt(cursor.at);
      const isLast = next === (container.kind === "object" ? 0x7d : 0x5d);
      if (!isLast && next !== 0x2c) throw new JsonSyntaxError("Expecting ',' delimiter", cursor.at);
      cursor.at += 1;
      if (!isLast) {
        skipSpace(cursor);
        if (container.kind === "object") container.key = readKey(cursor);
        break;
      }
      open.pop();
      value =
        container.kind === "object"
          ? { kind: "object", entries: container.entries }
          : { kind: "array", items: container.items };
    }
  }
}

function readScalar(cursor: Cursor, character: number): JsonValue {
  if (character === 0x22) return { kind: "string", value: scanString(cursor) };
  const number = scanNumber(cursor);
  if (number) return number;
  for (const [word, value] of words) {
    if (cursor.text.startsWith(word, cursor.at)) {
      cursor.at += word.length;
      return value;
    }
  }
  throw new JsonSyntaxError("Expecting value", cursor.at);
}

const words: readonly (readonly [string, JsonValue])[] = [
  ["null", { kind: "null" }],
  ["true", { kind: "boolean", value: true }],
  ["false", { kind: "boolean", value: false }],
  ["NaN", { kind: "float", text: "NaN" }],
  ["Infinity", { kind: "float", text: "Infinity" }],
  ["-Infinity", { kind: "float", text: "-Infinity" }],
];

function openObject(cursor: Cursor): OpenObject {
  return { kind: "object", entries: [], key: readKey(cursor) };
}

/** Reads a key and its colon, up to where the value begins. */
function readKey(cursor: Cursor): string {
  if (cursor.text.charCodeAt(cursor.at) !== 0x22) {
    throw new JsonSyntaxError("Expecting property name enclosed in double quotes", cursor.at);
  }
  const key = scanString(cursor);
  skipSpace(cursor);
  if (cursor.text.charCodeAt(cursor.at) !== 0x3a) throw new JsonSyntaxError("Expecting ':' delimiter", cursor.at);
  cursor.at += 1;
  skipSpace(cursor);
  return key;
}

function add(container: OpenObject | OpenArray, value: JsonValue): void {
  if (container.kind === "array") {
    container.items.push(value);
    return;
  }
  const { entries, key } = container;
  const entry: JsonEntry = [key, value];
  const known = positionOf(container, key);
  if (known === undefined) {
    container.positions?.set(key, entries.length);
    entries.push(entry);
  } else {
    entries[known] = entry;
  }
}

function positionOf(object: OpenObject, key: string): number | undefined {
  const { entries } = object;
  if (entries.length < manyKeys) {
    for (let index = 0; index < entries.length; index++) {
      if ((entries[index] as JsonEntry)[0] === key) return index;
    }
    return undefined;
  }
  object.positions ??= new Map(entries.map(([name], index) => [name, index]));
  return object.positions.get(key);
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const character = cursor.text.charCodeAt(cursor.at);
    if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) return;
    cursor.at += 1;
  }
}

function tooDeep(container: "object" | "array"): string {
  return `maximum recursion depth exceeded while decoding a JSON ${container} from a unicode string`;
}

/** Python counts code points, from line 1, column 1 and character 0. */
function failure(text: string, message: string, offset: number): ParsedJson {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  const line = before.split("\n").length;
  const column = codePointCount(before.slice(lineStart)) + 1;
  return { kind: "error", message: `${message}: line ${line} column ${column} (char ${codePointCount(before)})` };
}

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
