import type { JsonEntry, JsonValue } from "../../json/json-value.ts";
import { jsonNumber } from "../../json/make-json.ts";

/** A value after it has been through JavaScript, where all numbers are floats and whole ones have no point. */
export function throughJavaScript(value: JsonValue): JsonValue {
  switch (value.kind) {
    case "int":
      return Number.isSafeInteger(Number(value.digits)) ? value : numberFromText(value.digits);
    case "float":
      return numberFromText(value.text);
    case "array":
      return { kind: "array", items: value.items.map(throughJavaScript) };
    case "object":
      return {
        kind: "object",
        entries: value.entries.map(([name, member]): JsonEntry => [name, throughJavaScript(member)]),
      };
    default:
      return value;
  }
}

/** NaN and the infinities, which JSON proper does not have. */
export function holdsNonNumber(value: JsonValue): boolean {
  switch (value.kind) {
    case "float":
      return !Number.isFinite(Number(value.text)) && /[a-z]{2}/i.test(value.text);
    case "array":
      return value.items.some(holdsNonNumber);
    case "object":
      return value.entries.some(([, member]) => holdsNonNumber(member));
    default:
      return false;
  }
}

function numberFromText(text: string): JsonValue {
  const number = Number(text);
  if (!Number.isFinite(number)) return { kind: "null" };
  // As JavaScript writes it: exact digits below 1e21, an exponent from there on.
  const written = String(Object.is(number, -0) ? 0 : number);
  return /^-?\d+$/.test(written) ? { kind: "int", digits: written } : jsonNumber(number);
}
