import type { JsonValue } from "../json/json-value.ts";
import { jsonNull } from "../json/make-json.ts";
import { parsePythonJson } from "../json/parse-python-json.ts";
import type { Input } from "../workflow/code-node.ts";

export type Inputs = ReadonlyMap<string, JsonValue>;

export type InputsReading =
  | { readonly kind: "inputs"; readonly inputs: Inputs }
  | { readonly kind: "problem"; readonly message: string };

/** Reads inputs as they are given on the command line or in a file: one JSON object, input names to values. */
export function readInputs(text: string): InputsReading {
  const parsed = parsePythonJson(text);
  if (parsed.kind === "error") return problem(`The inputs are not JSON: ${parsed.message}.`);
  if (parsed.value.kind !== "object") {
    return problem('The inputs must be one JSON object, such as {"text": "hello"}.');
  }
  return { kind: "inputs", inputs: new Map(parsed.value.entries) };
}

export type InputsCompletion =
  | ({ readonly kind: "inputs" } & CompletedInputs)
  /** What cannot be run with, in our own words. */
  | { readonly kind: "problem"; readonly message: string };

export interface CompletedInputs {
  readonly inputs: Inputs;
  /** What was missing or too much, in our own words. */
  readonly notes: readonly string[];
}

/** Exactly the declared inputs, in their order. What is declared but not given is null, as on the server; what is given but not declared is left out. */
export function completeDeclaredInputs(declared: readonly Input[], given: Inputs): InputsCompletion {
  const names = new Set(declared.map(({ name }) => name));
  const inputs = new Map([...names].map((name) => [name, given.get(name) ?? jsonNull] as const));
  const missing = [...names].filter((name) => !given.has(name));
  const extra = [...given.keys()].filter((name) => !names.has(name));
  const notes: string[] = [];
  if (missing.length > 0) notes.push(`No value was given for ${listed(missing)}: null was passed.`);
  if (extra.length > 0) notes.push(`The node declares no input ${listed(extra)}: what was given for it was left out.`);
  return { kind: "inputs", inputs, notes };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function problem(message: string): InputsReading {
  return { kind: "problem", message };
}
