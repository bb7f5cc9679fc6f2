import type { MainFunction } from "../languages/code-facts.ts";
import type { Input, ValueType } from "./code-node.ts";

/**
 * The type an input is asked in: the declared one, else what the parameter's annotation says, else undefined.
 * Dify's own annotations for its types: string str, number float, object dict, array[…] list[…].
 */
export function inputType(input: Input, main: MainFunction | undefined): ValueType | undefined {
  if (input.type !== undefined) return input.type;
  const parameter = main?.parameters.find((candidate) => candidate.kind === "named" && candidate.name === input.name);
  return parameter?.kind === "named" && parameter.annotation ? typeOfAnnotation(parameter.annotation) : undefined;
}

const typeByName: Readonly<Record<string, ValueType>> = {
  str: "string",
  int: "number",
  float: "number",
  bool: "boolean",
  dict: "object",
  Dict: "object",
  list: "array",
  List: "array",
};

function typeOfAnnotation(annotation: string): ValueType | undefined {
  const outer = /^\s*(?:typing\.)?(\w+)\s*(?:\[\s*(?:typing\.)?(\w+).*\])?\s*$/s.exec(annotation);
  const type = typeByName[outer?.[1] ?? ""];
  if (type !== "array") return type;
  const element = typeByName[outer?.[2] ?? ""];
  return element && element !== "array" ? `array[${element}]` : "array";
}
