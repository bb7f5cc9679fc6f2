import type { JsonValue } from "../../json/json-value.ts";
import type { Violation } from "../../run/judgement.ts";
import type { OutputType } from "../../workflow/code-node.ts";
import { describeKind, pythonTypeName } from "./judge-measures.ts";
import type { DifyLimits } from "./limits.ts";

/**
 * What Dify says about one value, word for word as releases 1.14.0 to 1.16.0 do (graphon `code_node.py`, read
 * 2026-08), and what to do about it in our own words.
 */
export interface Complaint extends Omit<Violation, "output"> {
  readonly errorType: DifyErrorType;
}

export type DifyErrorType = "OutputValidationError" | "DepthLimitError" | "CodeNodeError" | "WorkflowNodeError";

const errorType = "OutputValidationError";

export function missingOutput(path: string): Complaint {
  return {
    path,
    rule: "missing",
    errorType,
    message: `Output ${path} is missing.`,
    explanation: `"${path}" is declared but main() did not return it. Return it on every path, or remove the declaration.`,
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
export function wrongType(path: string, expected: OutputType, value: JsonValue): Complaint {
  const name = pythonTypeName(value);
  const messages: Readonly<Record<OutputType, string>> = {
    string: `Output ${path} must be a string, got ${name} instead.`,
    number: `Output ${path} is not a number, got <class '${name}'> instead.`,
    // 1.8.x; later releases do not check booleans.
    boolean: `Output variable \`${path}\` must be a boolean`,
    object: `Output ${path} is not an object, got <class '${name}'> instead.`,
    "array[string]": `Output ${path} is not an array, got <class '${name}'> instead.`,
    "array[number]": `Output ${path} is not an array, got <class '${name}'> instead.`,
    "array[boolean]": `Output ${path} is not an array, got <class '${name}'> instead.`,
    "array[object]": `Output ${path} is not an array, got <class '${name}'> instead.`,
  };
  return typeComplaint(path, expected, value, messages[expected]);
}

export function wrongElement(
  path: string,
  index: number,
  expected: "string" | "number" | "boolean" | "object",
  value: JsonValue,
): Complaint {
  const name = pythonTypeName(value);
  const element = `${path}[${index}]`;
  const messages = {
    string: `Output ${element} must be a string, got ${name} instead.`,
    number: `The element at index ${index} of output variable \`${path}\` must be a number.`,
    boolean: `Output ${element} is not a boolean, got <class '${name}'> instead.`,
    object: `Output ${element} is not an object, got <class '${name}'> instead at index ${index}.`,
  } as const;
  return typeComplaint(element, expected, value, messages[expected]);
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

export function tooLongString(path: string, codePoints: number, limits: DifyLimits): Complaint {
  const limit = limits.maxStringCodePoints;
  return {
    path,
    rule: "string-length",
    errorType,
    message: `The length of output variable \`${path}\` must be less than ${limit} characters`,
    explanation: `"${path}" has ${codePoints} characters and may have ${limit}. Shorten it, or raise the limit on the server.`,
    measure: { actual: String(codePoints), limit: String(limit), unit: "characters" },
    setting: "CODE_MAX_STRING_LENGTH",
  };
}

export function tooManyElements(path: string, type: "string" | "number" | "object", count: number, limit: number) {
  return {
    path,
    rule: "array-length",
    errorType,
    message: `The length of output variable \`${path}\` must be less than ${limit} elements.`,
    explanation: `"${path}" has ${count} elements and may have ${limit}. Return fewer, join them into one string, or raise the limit on the server.`,
    measure: { actual: String(count), limit: String(limit), unit: "elements" },
    setting: `CODE_MAX_${type.toUpperCase()}_ARRAY_LENGTH`,
  } as const satisfies Complaint;
}

export function outOfRange(path: string, value: number | bigint, limits: DifyLimits): Complaint {
  const { minNumber, maxNumber } = limits;
  return {
    path,
    rule: "number-range",
    errorType,
    message: `Output variable \`${path}\` is out of range, it must be between ${minNumber} and ${maxNumber}.`,
    explanation: `"${path}" lies outside ${minNumber} to ${maxNumber}. Return a smaller number, or return it as a string.`,
    measure: { actual: String(value), limit: `${minNumber} to ${maxNumber}`, unit: "" },
    setting: value > maxNumber ? "CODE_MAX_NUMBER" : "CODE_MIN_NUMBER",
  };
}

export function tooPrecise(path: string, decimals: number, limits: DifyLimits): Complaint {
  const limit = limits.maxDecimals;
  return {
    path,
    rule: "number-precision",
    errorType,
    message: `Output variable \`${path}\` has too high precision, it must be less than ${limit} digits.`,
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

export function mixedArray(path: string): Complaint {
  return {
    path,
    rule: "mixed-array",
    errorType,
    message: `Output ${path} is not a valid array. make sure all elements are of the same type.`,
    explanation: `The array "${path}" mixes kinds of elements. Make them all of one kind, or return the array as JSON text.`,
  };
}

/** Dify runs into an error of its own here (since 1.4.2; releases before called it a mixed array). */
export function arrayOfArrays(path: string): Complaint {
  return {
    path,
    rule: "mixed-array",
    errorType: "WorkflowNodeError",
    message: "'list' object has no attribute 'items'",
    explanation: `Dify cannot take the array "${path}" directly inside another array. Put each inner array into an object, or return it as JSON text.`,
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
