import type { JsonValue } from "../../../json/json-value.ts";
import { jsonNull, jsonNumber } from "../../../json/make-json.ts";
import { mapScalars, someScalar } from "../../../json/walk-json.ts";

/** A value after it has been through JavaScript, where all numbers are floats and whole ones have no point. */
export function throughJavaScript(value: JsonValue): JsonValue {
  return mapScalars(value, (scalar) => {
    if (scalar.kind === "float") return numberFromText(scalar.text);
    if (scalar.kind === "int" && !Number.isSafeInteger(Number(scalar.digits))) return numberFromText(scalar.digits);
    return scalar;
  });
}

/** NaN and the infinities, which JSON proper does not have. */
export function holdsNonNumber(value: JsonValue): boolean {
  return someScalar(
    value,
    (scalar) => scalar.kind === "float" && !Number.isFinite(Number(scalar.text)) && /[a-z]{2}/i.test(scalar.text),
  );
}

function numberFromText(text: string): JsonValue {
  const number = Number(text);
  if (!Number.isFinite(number)) return jsonNull;
  // As JavaScript writes it: exact digits below 1e21, an exponent from there on.
  const written = String(Object.is(number, -0) ? 0 : number);
  return /^-?\d+$/.test(written) ? { kind: "int", digits: written } : jsonNumber(number);
}
