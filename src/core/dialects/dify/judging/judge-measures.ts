import type { JsonValue } from "../../../json/json-value.ts";

/** `type(value).__name__`, which Dify's messages quote. */
export function pythonTypeName(value: JsonValue): string {
  switch (value.kind) {
    case "null":
      return "NoneType";
    case "boolean":
      return "bool";
    case "int":
      return "int";
    case "float":
      return "float";
    case "string":
      return "str";
    case "array":
      return "list";
    case "object":
      return "dict";
  }
}

/** The kind of a value in a reader's words, with its article. */
export function describeKind(value: JsonValue): string {
  switch (value.kind) {
    case "null":
      return "nothing";
    case "int":
    case "float":
      return "a number";
    case "array":
      return "an array";
    case "object":
      return "an object";
    default:
      return `a ${value.kind}`;
  }
}

export function codePointCount(text: string): number {
  let count = text.length;
  for (const _ of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) count -= 1;
  return count;
}

/** A number that compares exactly, whole or not; booleans count as 0 and 1, as in Python. */
export function numericValue(value: JsonValue): number | bigint | undefined {
  switch (value.kind) {
    case "int":
      return value.digits.length <= 15 ? Number(value.digits) : BigInt(value.digits);
    case "float":
      return Number(value.text);
    case "boolean":
      return value.value ? 1 : 0;
    default:
      return undefined;
  }
}
