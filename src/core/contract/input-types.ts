import type { MainFunction } from "../languages/code-facts.ts";
import type { Input, ValueType } from "../workflow/code-node.ts";

/**
 * The type an input is asked in: the declared one, else that of the variable it comes from, else what the parameter's
 * annotation says, else undefined. Dify's own annotations for its types: string str, number float, object dict,
 * array[…] list[…].
 */
export function inputType(input: Input, main: MainFunction | undefined): ValueType | undefined {
  const type = workflowType(input);
  if (type !== undefined) return type;
  const parameter = main?.parameters.find((candidate) => candidate.kind === "named" && candidate.name === input.name);
  return parameter?.kind === "named" && parameter.annotation ? typeOfAnnotation(parameter.annotation) : undefined;
}

/**
 * The type that the workflow gives an input, whatever its code says. Beside an attribute of a file (`[start, doc, url]`)
 * Dify's editor writes the type of the file; there the source knows better.
 */
export function workflowType({ type, source, selector }: Input): ValueType | undefined {
  const isOfWholeFile = type === "file" && selector.length > 2;
  return type === undefined || isOfWholeFile ? source?.type : type;
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
