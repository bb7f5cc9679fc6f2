import type { JsonValue } from "../../../json/json-value.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import { parsePythonFloat, pythonFloatText } from "../../../json/python-float.ts";
import { pythonText } from "../../../json/python-text.ts";
import type { CodeNode, DefaultValue } from "../../../workflow/code-node.ts";

type Kind = JsonValue["kind"];

interface DefaultType {
  /** In Python's words, for messages. */
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly elements?: { readonly name: string; readonly kinds: readonly Kind[] };
}

const numberKinds: readonly Kind[] = ["int", "float", "boolean"];
const list = { name: "list", kinds: ["array"] } as const;

/** Source: graphon `entities/base_node_data.py`, read 2026-08; `boolean` and `array[boolean]` are not among them. */
const defaultTypes: Readonly<Record<string, DefaultType | undefined>> = {
  string: { name: "str", kinds: ["string"] },
  number: { name: "int | float", kinds: numberKinds },
  object: { name: "dict", kinds: ["object"] },
  "array[number]": { ...list, elements: { name: "int | float", kinds: numberKinds } },
  "array[string]": { ...list, elements: { name: "str", kinds: ["string"] } },
  "array[object]": { ...list, elements: { name: "dict", kinds: ["object"] } },
};

/** The types that a default value may have; no boolean, although Dify's editor writes it. */
export const defaultValueTypes: readonly string[] = [...Object.keys(defaultTypes), "array[file]"];

/** What Dify says about a default value that it refuses, exactly; undefined for one that it takes. */
export function defaultValueProblem(declared: DefaultValue): string | undefined {
  const converted = convertDefault(declared);
  return converted.kind === "rejected" ? converted.message : undefined;
}

export type DefaultOutputs =
  | { readonly kind: "values"; readonly values: ReadonlyMap<string, JsonValue> }
  | { readonly kind: "rejected"; readonly message: string };

/** The default values as Dify converts them; one that it refuses makes the whole node invalid. */
export function difyDefaultOutputs(node: CodeNode): DefaultOutputs {
  const values = new Map<string, JsonValue>();
  for (const declared of node.defaults) {
    const converted = convertDefault(declared);
    if (converted.kind === "rejected") {
      return { kind: "rejected", message: `The default value of "${declared.key}": ${converted.message}` };
    }
    values.set(declared.key, converted.value);
  }
  return { kind: "values", values };
}

type Converted =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "rejected"; readonly message: string };

function convertDefault({ type, valueText }: DefaultValue): Converted {
  const parsed = parsePythonJson(valueText);
  if (parsed.kind === "error") return rejected(parsed.message);
  if (type === "array[file]") return { kind: "value", value: parsed.value };
  const expected = Object.hasOwn(defaultTypes, type) ? defaultTypes[type] : undefined;
  if (!expected) {
    const quoted = defaultValueTypes.map((known) => `'${known}'`);
    return rejected(`Input should be ${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`);
  }
  const given = parsed.value;
  if (given.kind === "string" && type !== "string") {
    const converted = type === "number" ? numberFromText(given.value) : valueFromText(given.value);
    return converted.kind === "value" ? fitting(converted.value, expected) : converted;
  }
  return fitting(given, expected);
}

function fitting(value: JsonValue, { name, kinds, elements }: DefaultType): Converted {
  if (!kinds.includes(value.kind)) return rejected(`Value must be ${name} type for ${pythonText(value)}`);
  if (elements && value.kind === "array" && !value.items.every((item) => elements.kinds.includes(item.kind))) {
    return rejected(`All elements must be ${elements.name} for ${pythonText(value)}`);
  }
  return { kind: "value", value };
}

function numberFromText(text: string): Converted {
  const number = parsePythonFloat(text);
  if (number === undefined) return rejected(`Cannot convert to number: ${text}`);
  return { kind: "value", value: { kind: "float", text: pythonFloatText(number) } };
}

function valueFromText(text: string): Converted {
  const parsed = parsePythonJson(text);
  return parsed.kind === "value" ? parsed : rejected(`Invalid JSON format for value: ${text}`);
}

function rejected(message: string): Converted {
  return { kind: "rejected", message };
}
