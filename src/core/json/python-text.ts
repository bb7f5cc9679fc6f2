import type { JsonValue } from "./json-value.ts";
import { pythonFloatText } from "./python-float.ts";

/** What Python's `str()` shows of a value: a text as it is, anything else as `repr()` writes it. */
export function pythonText(value: JsonValue): string {
  return value.kind === "string" ? value.value : pythonRepr(value);
}

function pythonRepr(value: JsonValue): string {
  switch (value.kind) {
    case "null":
      return "None";
    case "boolean":
      return value.value ? "True" : "False";
    case "int":
      return value.digits;
    case "float":
      return pythonFloatText(Number(value.text)).replace("Infinity", "inf").replace("NaN", "nan");
    case "string":
      return quoted(value.value);
    case "array":
      return `[${value.items.map(pythonRepr).join(", ")}]`;
    case "object":
      return `{${value.entries.map(([name, member]) => `${quoted(name)}: ${pythonRepr(member)}`).join(", ")}}`;
  }
}

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

/** Python prefers single quotes, unless only they occur inside. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\p{C}\p{Z}\\]/gu, (character) => {
    if (character === " ") return character;
    const codePoint = character.codePointAt(0) ?? 0;
    const [letter, width] = codePoint < 0x100 ? ["x", 2] : codePoint < 0x10000 ? ["u", 4] : ["U", 8];
    return shortEscapes[character] ?? `\\${letter}${codePoint.toString(16).padStart(width, "0")}`;
  });
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
