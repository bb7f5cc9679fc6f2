import type { JsonValue } from "../../../json/json-value.ts";
import { decimalPlaces } from "../../../json/python-float.ts";
import type { DifyTarget } from "../platform/target.ts";
import { codePointCount, numericValue } from "./judge-measures.ts";
import { type Complaint, crash, outOfRange, type Place, tooLongString, tooPrecise } from "./judge-violations.ts";

/** What comes to light while one output is looked at, in the order in which Dify looks. */
export interface Inspection {
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
export function placeAt(path: string, { output, innerPrefix }: Inspection): Place {
  return { path, said: path === output ? path : `${innerPrefix}${path}` };
}

/** The length counts before NULs are removed. */
export function judgeString(text: string, path: string, inspection: Inspection): JsonValue {
  const { limits } = inspection.target;
  if (text.length > limits.maxStringCodePoints) {
    const length = codePointCount(text);
    if (length > limits.maxStringCodePoints)
      complain(inspection, tooLongString(placeAt(path, inspection), length, limits));
  }
  if (!text.includes("\0")) return { kind: "string", value: text };
  const cleaned = text.replaceAll("\0", "");
  const removed = text.length - cleaned.length;
  alter(inspection, `${removed} NUL character${removed === 1 ? "" : "s"} removed from "${path}".`);
  return { kind: "string", value: cleaned };
}

/** Undefined when it is no number; a boolean counts as 0 or 1. */
export function judgeNumber(value: JsonValue, path: string, inspection: Inspection): JsonValue | undefined {
  const { limits } = inspection.target;
  const number = numericValue(value);
  if (number === undefined) return undefined;
  // A comparison of a bigint with a number is exact, and one with NaN is false, as in Python.
  if (number > limits.maxNumber || number < limits.minNumber) {
    complain(inspection, outOfRange(placeAt(path, inspection), number, limits));
  } else if (Number.isNaN(number) && inspection.target.notANumber === "crashes-the-check") {
    const message = "'<' not supported between instances of 'str' and 'int'";
    complain(inspection, crash(path, "number-precision", message, "It is NaN: return null or another number instead."));
  } else if (value.kind === "float" && !hasFewDecimals(value.text, limits.maxDecimals)) {
    const decimals = decimalPlaces(Number(number));
    if (decimals > limits.maxDecimals) complain(inspection, tooPrecise(placeAt(path, inspection), decimals, limits));
  }
  if (value.kind !== "boolean" || inspection.target.booleansAsNumbers === "stay-booleans") return value;
  alter(inspection, `"${path}" was ${value.value} and became ${number}.`);
  return { kind: "int", digits: String(number) };
}

/** More of the same about one output helps nobody and could fill the panel. */
const maxRemarksPerOutput = 100;

export function complain(inspection: Inspection, complaint: Complaint): void {
  if (inspection.complaints.length < maxRemarksPerOutput) inspection.complaints.push(complaint);
}

export function alter(inspection: Inspection, alteration: string): void {
  if (inspection.alterations.length < maxRemarksPerOutput) inspection.alterations.push(alteration);
}

/** A quick look that spares most numbers the exact one: the shortest form has no more decimals than the written one. */
function hasFewDecimals(text: string, limit: number): boolean {
  return /^-?\d+\.\d+$/.test(text) && text.length - text.indexOf(".") - 1 <= limit;
}
