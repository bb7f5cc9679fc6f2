import type { JsonValue } from "../../../json/json-value.ts";
import { decimalPlaces } from "../../../json/python-float.ts";
import type { DifyTarget } from "../platform/target.ts";
import { codePointCount, numericValue } from "./judge-measures.ts";
import { type Complaint, crash, outOfRange, type Place, tooLongString, tooPrecise } from "./judge-violations.ts";

/** What comes to light while one output is looked at, in the order in which Dify looks. */
export interface Examination {
  readonly target: DifyTarget;
  readonly complaints: Complaint[];
  /** What was altered, in our own words. */
  readonly alterations: string[];
  /** The name of the output that is looked at. */
  readonly output: string;
  /** What Dify puts before the path of anything inside it. */
  readonly innerPrefix: "" | ".";
}

/** How Dify spells a path; the output itself never has the prefix. */
export function placeAt(path: string, { output, innerPrefix }: Examination): Place {
  return { path, said: path === output ? path : `${innerPrefix}${path}` };
}

/** The length counts before NULs are removed. */
export function judgeString(text: string, path: string, examination: Examination): JsonValue {
  const { limits } = examination.target;
  if (text.length > limits.maxStringCodePoints) {
    const length = codePointCount(text);
    if (length > limits.maxStringCodePoints)
      complain(examination, tooLongString(placeAt(path, examination), length, limits));
  }
  if (!text.includes("\0")) return { kind: "string", value: text };
  const cleaned = text.replaceAll("\0", "");
  const removed = text.length - cleaned.length;
  alter(examination, `${removed} NUL character${removed === 1 ? "" : "s"} removed from "${path}".`);
  return { kind: "string", value: cleaned };
}

/** Undefined when it is no number; a boolean counts as 0 or 1. */
export function judgeNumber(value: JsonValue, path: string, examination: Examination): JsonValue | undefined {
  const { limits } = examination.target;
  const number = numericValue(value);
  if (number === undefined) return undefined;
  // A comparison of a bigint with a number is exact, and one with NaN is false, as in Python.
  if (number > limits.maxNumber || number < limits.minNumber) {
    complain(examination, outOfRange(placeAt(path, examination), number, limits));
  } else if (Number.isNaN(number) && examination.target.notANumber === "crashes-the-check") {
    const message = "'<' not supported between instances of 'str' and 'int'";
    complain(
      examination,
      crash(path, "number-precision", message, "It is NaN: return null or another number instead."),
    );
  } else if (value.kind === "float" && !hasFewDecimals(value.text, limits.maxDecimals)) {
    const decimals = decimalPlaces(Number(number));
    if (decimals > limits.maxDecimals) complain(examination, tooPrecise(placeAt(path, examination), decimals, limits));
  }
  if (value.kind !== "boolean" || examination.target.booleansAsNumbers === "stay-booleans") return value;
  alter(examination, `"${path}" was ${value.value} and became ${number}.`);
  return { kind: "int", digits: String(number) };
}

/** More of the same about one output helps nobody and could fill the panel. */
const maxRemarksPerOutput = 100;

export function complain(examination: Examination, complaint: Complaint): void {
  if (examination.complaints.length < maxRemarksPerOutput) examination.complaints.push(complaint);
}

export function alter(examination: Examination, alteration: string): void {
  if (examination.alterations.length < maxRemarksPerOutput) examination.alterations.push(alteration);
}

/** A quick look that spares most numbers the exact one: the shortest form has no more decimals than the written one. */
function hasFewDecimals(text: string, limit: number): boolean {
  return /^-?\d+\.\d+$/.test(text) && text.length - text.indexOf(".") - 1 <= limit;
}
