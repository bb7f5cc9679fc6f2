import { type OutputType, outputTypes } from "../../../workflow/code-node.ts";
import type { ResultSwitches } from "./target.ts";

export function isOutputType(written: string | undefined): written is OutputType {
  return outputTypes.some((type) => type === written);
}

/** The type somebody may have meant by a spelling that Dify refuses; anything else is taken for an object. */
export function nearestOutputType(written: string | undefined): OutputType {
  return meantType(written) ?? "object";
}

/** Names the type that was probably meant, then all that are valid. */
export function outputTypeRemedy(written: string | undefined): string {
  const meant = meantType(written);
  const all = outputTypes.join(", ");
  return meant ? `Write "${meant}"; the valid types are ${all}.` : `Write one of ${all}.`;
}

/** The types that a target does not know yet as those of outputs. */
export function refusedOutputTypes(booleanOutputs: ResultSwitches["booleanOutputs"]): readonly OutputType[] {
  return booleanOutputs === "unsupported" ? ["boolean", "array[boolean]"] : [];
}

/** Types of other nodes, which the enum knows and a Code node refuses. Source: graphon v0.6.0 `variables/types.py`. */
const typesElsewhere = ["integer", "float", "secret", "file", "array[any]", "array[file]", "none", "group"];

/** The text of Dify's run for a type that is missing (undefined) or not valid; its list of all types is cut short. */
export function outputTypeRefusal(written: string | undefined): string {
  if (written === undefined) return "Field required";
  if (typesElsewhere.includes(written)) return `Value error, invalid type for code output, … actual ${written}`;
  return "Input should be 'number', 'integer', 'float', 'string', 'object', …";
}

function meantType(written: string | undefined): OutputType | undefined {
  if (isOutputType(written)) return written;
  const words = (written ?? "").toLowerCase().match(/[a-z]+/g) ?? [];
  const [first = "", second] = words;
  if (!["array", "list"].includes(first)) return words.length === 1 ? scalarTypes.get(first) : undefined;
  const element = second === undefined ? undefined : scalarTypes.get(second);
  return element ? `array[${element}]` : "array[object]";
}

type ElementType = "string" | "number" | "boolean" | "object";

const scalarTypes = new Map<string, ElementType>([
  ["string", "string"],
  ["str", "string"],
  ["text", "string"],
  ["number", "number"],
  ["int", "number"],
  ["integer", "number"],
  ["float", "number"],
  ["double", "number"],
  ["boolean", "boolean"],
  ["bool", "boolean"],
  ["object", "object"],
  ["dict", "object"],
  ["map", "object"],
  ["json", "object"],
]);
