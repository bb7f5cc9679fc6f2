import type { JsonValue } from "./json-value.ts";

/** Whether both are written alike; what is the very same object is not looked into. */
export function isSameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (one?.kind === "array" && other?.kind === "array") {
    return one.items.length === other.items.length && one.items.every((item, at) => isSameJson(item, other.items[at]));
  }
  if (one?.kind === "object" && other?.kind === "object") {
    return (
      one.entries.length === other.entries.length &&
      one.entries.every(([name, value], at) => {
        const [otherName, otherValue] = other.entries[at] ?? [];
        return name === otherName && isSameJson(value, otherValue);
      })
    );
  }
  if (one === undefined || other === undefined) return false;
  const text = scalarText(one);
  return text !== undefined && text === scalarText(other);
}

/** Undefined for containers. */
function scalarText(value: JsonValue): string | undefined {
  switch (value.kind) {
    case "null":
      return "null";
    case "boolean":
      return `boolean ${value.value}`;
    case "int":
      return `int ${value.digits}`;
    case "float":
      return `float ${value.text}`;
    case "string":
      return `string ${value.value}`;
    default:
      return undefined;
  }
}
