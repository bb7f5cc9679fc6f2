import type { JsonValue } from "../../../json/json-value.ts";
import { parsePythonFloat, pythonFloatText } from "../../../json/python-float.ts";
import { mapScalars } from "../../../json/walk-json.ts";

/** The part up to the exponent is one alternative per position, so that long runs of digits are read once. */
const pattern = /^-?\p{Nd}+(?:\.\p{Nd}*)?e[-+]\p{Nd}+\n?$/iu;

/**
 * Turns every string value that reads as a number in scientific notation into that float, as Dify does with a
 * parsed result since 1.6.0 (`template_transformer.py`); keys are left alone. Values without any come back
 * as they are.
 */
export function rewriteScientificText(value: JsonValue): JsonValue {
  return mapScalars(value, (scalar) => {
    if (scalar.kind !== "string" || !mayBeNumber(scalar.value) || !pattern.test(scalar.value)) return scalar;
    const float = parsePythonFloat(scalar.value);
    return float === undefined ? scalar : { kind: "float", text: pythonFloatText(float) };
  });
}

/** One look at both ends, which spares most texts the pattern: digits of other scripts lie beyond ASCII. */
function mayBeNumber(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return (first === 0x2d || isDigit(first)) && (last === 0x0a || isDigit(last));
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code > 0x7f;
}
