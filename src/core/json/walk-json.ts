import type { JsonValue } from "./json-value.ts";
import { jsonArray, jsonEntries } from "./make-json.ts";

export type JsonScalar = Exclude<JsonValue, { readonly kind: "array" | "object" }>;

/** Every scalar through `change`, names left alone. What holds no changed scalar comes back as the very same object. */
export function mapScalars(value: JsonValue, change: (scalar: JsonScalar) => JsonValue): JsonValue {
  switch (value.kind) {
    case "array": {
      const items = value.items.map((item) => mapScalars(item, change));
      return items.every((item, at) => item === value.items[at]) ? value : jsonArray(items);
    }
    case "object": {
      const entries = value.entries.map(([name, member]) => [name, mapScalars(member, change)] as const);
      return entries.every(([, member], at) => member === value.entries[at]?.[1]) ? value : jsonEntries(entries);
    }
    default:
      return change(value);
  }
}

/** Whether a scalar anywhere in the value is such; names are not looked at. */
export function someScalar(value: JsonValue, isSuch: (scalar: JsonScalar) => boolean): boolean {
  switch (value.kind) {
    case "array":
      return value.items.some((item) => someScalar(item, isSuch));
    case "object":
      return value.entries.some(([, member]) => someScalar(member, isSuch));
    default:
      return isSuch(value);
  }
}
