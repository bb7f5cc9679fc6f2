import type { JsonValue } from "../../../json/json-value.ts";
import type { Violation } from "../../../run/judgement.ts";
import type { Language, OutputType } from "../../../workflow/code-node.ts";
import type { DifyLimits } from "../platform/limits.ts";
import type { DifyWording } from "../platform/wording.ts";
import { describeKind, pythonTypeName } from "./judge-measures.ts";

/**
 * What Dify says about one value, word for word (`code_node.py` of each release, read 2026-08; what differs is in
 * `wording.ts`), and what to do about it in our own words.
 */
export interface Complaint extends Omit<Violation, "output"> {
  readonly errorType: DifyErrorType;
}

export type DifyErrorType = "OutputValidationError" | "DepthLimitError" | "CodeNodeError" | "WorkflowNodeError";

/** A place in an output: `path` for the reader, `said` as Dify spells it in its messages. */
export interface Place {
  readonly path: string;
  readonly said: string;
}

const errorType = "OutputValidationError";

export function missingOutput({ path, said }: Place, language?: Language): Complaint {
  const how =
    language === "javascript"
      ? "main() did not return it, or returned undefined, which JSON leaves out. Return a value"
      : "main() did not return it. Return it";
  return {
    path,
    rule: "missing",
    errorType,
    message: `Output ${said} is missing.`,
    explanation: `"${path}" is declared but ${how} on every path, or remove the declaration.`,
  };
}

export function undeclaredKeys(path: string, names: readonly string[]): Complaint {
  return {
    path,
    rule: "undeclared-key",
    errorType: "CodeNodeError",
    message: "Not all output parameters are validated.",
    explanation: `${path ? `"${path}"` : "The result"} holds keys that are not declared: ${quoted(names)}. Declare them, or do not return them.`,
  };
}

/** Elements of arrays are spoken of in words of their own; `index` is theirs. */
export function wrongType(
  { path, said }: Place,
  expected: OutputType,
  value: JsonValue,
  wording: DifyWording,
): Complaint {
  const name = pythonTypeName(value);
  const notAnArray = `Output ${said} is not an array, got <class '${name}'> instead.`;
  const messages: Readonly<Record<OutputType, string>> = {
    string: wording.notAString(said, name),
    number: wording.notANumber(said, name),
    boolean: wording.notABoolean(said),
    object: `Output ${said} is not an object, got <class '${name}'> instead.`,
    "array[string]": notAnArray,
    "array[number]": notAnArray,
    "array[boolean]": notAnArray,
    "array[object]": notAnArray,
  };
  return typeComplaint(path, expected, value, messages[expected]);
}

export function wrongElement(
  { path, said }: Place,
  index: number,
  expected: "string" | "number" | "boolean" | "object",
  value: JsonValue,
  wording: DifyWording,
): Complaint {
  const name = pythonTypeName(value);
  const element = `${path}[${index}]`;
  const messages = {
    string: () => wording.stringElement(said, index, name),
    number: () => wording.numberElement(said, index),
    boolean: () => wording.booleanElement(said, index, name),
    object: () => `Output ${said}[${index}] is not an object, got <class '${name}'> instead at index ${index}.`,
  } as const;
  return typeComplaint(element, expected, value, messages[expected]());
}

export function unsupportedType(path: string, type: string): Complaint {
  return {
    path,
    rule: "type",
    errorType,
    message: `Output type ${type} is not supported.`,
    explanation: `A Code node cannot have an output of type ${type}. Declare "${path}" as one of the types it can have.`,
  };
}

export function tooLongString({ path, said }: Place, codePoints: number, limits: DifyLimits): Complaint {
  const limit = limits.maxStringCodePoints;
  return {
    path,
    rule: "string-length",
    errorType,
    message: `The length of output variable \`${said}\` must be less than ${limit} characters`,
    explanation: `"${path}" has ${codePoints} characters and may have ${limit}. Shorten it, or raise the limit on the server.`,
    measure: { actual: String(codePoints), limit: String(limit), unit: "characters" },
    setting: "CODE_MAX_STRING_LENGTH",
  };
}

export function tooManyElements(
  { path, said }: Place,
  type: "string" | "number" | "object",
  count: number,
  limit: number,
) {
  return {
    path,
    rule: "array-length",
    errorType,
    message: `The length of output variable \`${said}\` must be less than ${limit} elements.`,
    explanation: `"${path}" has ${count} elements and may have ${limit}. Return fewer, join them into one string, or raise the limit on the server.`,
    measure: { actual: String(count), limit: String(limit), unit: "elements" },
    setting: `CODE_MAX_${type.toUpperCase()}_ARRAY_LENGTH`,
  } as const satisfies Complaint;
}

export function outOfRange({ path, said }: Place, value: number | bigint, limits: DifyLimits): Complaint {
  const { minNumber, maxNumber } = limits;
  return {
    path,
    rule: "number-range",
    errorType,
    message: `Output variable \`${said}\` is out of range, it must be between ${minNumber} and ${maxNumber}.`,
    explanation: `"${path}" lies outside ${minNumber} to ${maxNumber}. Return a smaller number, or return it as a string.`,
    measure: { actual: String(value), limit: `${minNumber} to ${maxNumber}`, unit: "" },
    setting: value > maxNumber ? "CODE_MAX_NUMBER" : "CODE_MIN_NUMBER",
  };
}

export function tooPrecise({ path, said }: Place, decimals: number, limits: DifyLimits): Complaint {
  const limit = limits.maxDecimals;
  return {
    path,
    rule: "number-precision",
    errorType,
    message: `Output variable \`${said}\` has too high precision, it must be less than ${limit} digits.`,
    explanation: `"${path}" has ${decimals} decimals and may have ${limit}. Round it.`,
    measure: { actual: String(decimals), limit: String(limit), unit: "decimals" },
    setting: "CODE_MAX_PRECISION",
  };
}

export function tooDeep(path: string, levels: number, limits: DifyLimits): Complaint {
  const limit = limits.maxDepthLevels;
  return {
    path,
    rule: "depth",
    errorType: "DepthLimitError",
    message: `Depth limit ${limit} reached, object too deep.`,
    explanation: `"${path}" is an object on level ${levels}; ${limit} are allowed, the result itself being the first. Flatten it, or return it as JSON text.`,
    measure: { actual: String(levels), limit: String(limit), unit: "levels" },
    setting: "CODE_MAX_DEPTH",
  };
}

export function mixedArray({ path, said }: Place): Complaint {
  return {
    path,
    rule: "mixed-array",
    errorType,
    message: `Output ${said} is not a valid array. make sure all elements are of the same type.`,
    explanation: `The array "${path}" mixes kinds of elements. Make them all of one kind, or return the array as JSON text.`,
  };
}

/** Dify's own check runs into a Python error here; `message` is that error's text. */
export function crash(path: string, rule: Violation["rule"], message: string, remedy: string): Complaint {
  return {
    path,
    rule,
    errorType: "WorkflowNodeError",
    message,
    explanation: `Dify's check breaks on "${path}". ${remedy}`,
  };
}

function typeComplaint(path: string, expected: OutputType, value: JsonValue, message: string): Complaint {
  const [declared, remedy] = /\[\d+\]$/.test(path)
    ? [`must be ${expected}`, "Convert it, or leave it out."]
    : [`is declared as ${expected}`, "Convert it, or change the declared type."];
  return {
    path,
    rule: "type",
    errorType,
    message,
    explanation: `"${path}" ${declared} but main() returned ${describeKind(value)}. ${remedy}`,
  };
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}
