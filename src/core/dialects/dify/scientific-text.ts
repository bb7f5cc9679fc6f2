import type { JsonValue } from "../../json/json-value.ts";
import { jsonArray, jsonEntries } from "../../json/make-json.ts";
import { parsePythonFloat, pythonFloatText } from "../../json/python-float.ts";

/** The part up to the exponent is one alternative per position, so that long runs of digits are read once. */
const pattern = /^-?\p{Nd}+(?:\.\p{Nd}*)?e[-+]\p{Nd}+\n?$/iu;

/**
 * Turns every string value that reads as a number in scientific notation into that float, as Dify does with a
 * parsed result since 1.6.0 (`template_transformer.py`); keys are left alone. Values without any come back
 * as they are.
 */
export function rewriteScientificText(value: JsonValue): JsonValue {
  switch (value.kind) {
    case "string": {
      if (!pattern.test(value.value)) return value;
      const float = parsePythonFloat(value.value);
      return float === undefined ? value : { kind: "float", text: pythonFloatText(float) };
    }
    case "array": {
      const items = value.items.map(rewriteScientificText);
      return items.every((item, index) => item === value.items[index]) ? value : jsonArray(items);
    }
    case "object": {
      const entries = value.entries.map(([name, member]) => [name, rewriteScientificText(member)] as const);
      const isSame = entries.every(([, member], index) => member === value.entries[index]?.[1]);
      return isSame ? value : jsonEntries(entries);
    }
    default:
      return value;
  }
}
