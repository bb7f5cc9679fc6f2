import { pythonTypeName } from "../../../../../src/core/dialects/dify/judging/judge-measures.ts";
import type { DifyLimits } from "../../../../../src/core/dialects/dify/platform/limits.ts";
import type { JsonValue } from "../../../../../src/core/json/json-value.ts";
import { decimalPlaces } from "../../../../../src/core/json/python-float.ts";
import type { OutputSchema } from "../code-node-builder.ts";

// A second reading of Dify's validation: straight through, raising at the first complaint, one function per band. The
// judge goes on after a complaint and takes its switches from a table; both must name the same first error.

export type Band = "1.16" | "1.13" | "1.8" | "1.7";

export class Raised extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

type Entries = readonly (readonly [string, JsonValue])[];

export function validate(result: JsonValue, schema: OutputSchema, band: Band, limits: DifyLimits): JsonValue {
  if (result.kind !== "object")
    throw new Raised("WorkflowNodeError", `Result must be a dict, got ${pythonTypeName(result)}`);
  const isOld = band === "1.8" || band === "1.7";
  return transform(result.entries, schema, "", 1);

  function transform(entries: Entries, outputs: OutputSchema | undefined, prefix: string, depth: number): JsonValue {
    if (depth > limits.maxDepthLevels) {
      throw new Raised("DepthLimitError", `Depth limit ${limits.maxDepthLevels} reached, object too deep.`);
    }
    if (!outputs) {
      for (const [name, value] of entries) inner(value, prefix, name, depth);
      return { kind: "object", entries };
    }
    const values = new Map(entries);
    const transformed: [string, JsonValue][] = [];
    for (const [name, { type, children }] of Object.entries(outputs)) {
      const path = prefix ? `${prefix}.${name}` : name;
      const value = values.get(name);
      if (!value) throw invalid(`Output ${path} is missing.`);
      transformed.push([name, declared(value, type, children ?? undefined, prefix, name, path, depth)]);
    }
    if (transformed.length !== values.size) {
      throw new Raised("CodeNodeError", "Not all output parameters are validated.");
    }
    return { kind: "object", entries: transformed };
  }

  function declared(
    value: JsonValue,
    type: string,
    children: OutputSchema | undefined,
    prefix: string,
    name: string,
    path: string,
    depth: number,
  ): JsonValue {
    const python = `<class '${pythonTypeName(value)}'>`;
    const isNull = value.kind === "null";
    const list = (most = Number.POSITIVE_INFINITY): readonly JsonValue[] => {
      if (value.kind !== "array") throw invalid(`Output ${path} is not an array, got ${python} instead.`);
      if (value.items.length > most)
        throw invalid(`The length of output variable \`${path}\` must be less than ${most} elements.`);
      return value.items;
    };
    if (band === "1.7" && type.includes("boolean")) throw invalid(`Output type ${type} is not supported.`);
    if (isNull) return value;
    switch (type) {
      case "object":
        if (value.kind !== "object") throw invalid(`Output ${path} is not an object, got ${python} instead.`);
        // Before graphon the dot was written here whether or not anything stood before it.
        return transform(value.entries, children, band === "1.16" ? path : `${prefix}.${name}`, depth + 1);
      case "number":
        if (isOld && !isNumber(value)) throw invalid(`Output variable \`${path}\` must be a number`);
        if (!isNumber(value)) throw invalid(`Output ${path} is not a number, got ${python} instead.`);
        number(value, path);
        return asInt(value);
      case "string":
        if (value.kind !== "string") {
          if (isOld) throw invalid(`Output variable \`${path}\` must be a string`);
          throw invalid(
            `Output ${path} must be a string, got ${pythonTypeName(value)} instead${band === "1.16" ? "." : ""}`,
          );
        }
        return string(value, path);
      case "boolean":
        if (band === "1.8" && value.kind !== "boolean") throw invalid(`Output variable \`${path}\` must be a boolean`);
        return value;
      case "array[number]":
        return {
          kind: "array",
          items: list(limits.maxNumberArrayElements).map((item, at) => {
            if (isOld && item.kind === "null") return item;
            if (isOld && !isNumber(item)) throw invalid(`Output variable \`${path}[${at}]\` must be a number`);
            if (!isNumber(item))
              throw invalid(`The element at index ${at} of output variable \`${path}\` must be a number.`);
            if (band !== "1.16") number(item, `${path}[${at}]`);
            return asInt(item);
          }),
        };
      case "array[string]":
        return {
          kind: "array",
          items: list(limits.maxStringArrayElements).map((item, at) => {
            const place = `${path}[${at}]`;
            if (item.kind === "null") return item;
            if (band === "1.13") return lengthOf(item, place);
            if (item.kind === "string") return string(item, place);
            if (isOld) throw invalid(`Output variable \`${place}\` must be a string`);
            throw invalid(`Output ${place} must be a string, got ${pythonTypeName(item)} instead.`);
          }),
        };
      case "array[boolean]":
        list().forEach((item, at) => {
          if (item.kind === "boolean" || item.kind === "null") return;
          throw invalid(
            isOld
              ? `Output variable \`${path}[${at}]\` must be a boolean`
              : `Output ${path}[${at}] is not a boolean, got <class '${pythonTypeName(item)}'> instead.`,
          );
        });
        return value;
      default: {
        const items = list(limits.maxObjectArrayElements);
        items.forEach((item, at) => {
          if (item.kind === "object" || item.kind === "null") return;
          throw invalid(
            `Output ${path}[${at}] is not an object, got <class '${pythonTypeName(item)}'> instead at index ${at}.`,
          );
        });
        return {
          kind: "array",
          items: items.map((item, at) =>
            item.kind === "object" ? transform(item.entries, children, `${path}[${at}]`, depth + 1) : item,
          ),
        };
      }
    }
  }

  function inner(value: JsonValue, prefix: string, name: string, depth: number): void {
    const path = `${prefix}.${name}`;
    if (value.kind === "object") transform(value.entries, undefined, path, depth + 1);
    else if (value.kind === "int" || value.kind === "float") number(value, path);
    else if (value.kind === "string") string(value, path);
    else if (value.kind === "array") innerList(value.items, path, depth);
  }

  function innerList(items: readonly JsonValue[], path: string, depth: number): void {
    const [first] = items;
    if (!first || first.kind === "null") return;
    const all = (fits: (value: JsonValue) => boolean) =>
      fits(first) && items.every((item) => item.kind === "null" || fits(item));
    items.forEach((item, at) => {
      if (item.kind === "null") return;
      const place = `${path}[${at}]`;
      if (all(isNumber)) number(item, place);
      else if (all(({ kind }) => kind === "string") && item.kind === "string") string(item, place);
      else if (all(({ kind }) => kind === "object") && item.kind === "object")
        transform(item.entries, undefined, place, depth + 1);
      else if (all(({ kind }) => kind === "array")) {
        transform([], undefined, place, depth + 1);
        throw new Raised("WorkflowNodeError", "'list' object has no attribute 'items'");
      } else throw invalid(`Output ${path} is not a valid array. make sure all elements are of the same type.`);
    });
  }

  function number(value: JsonValue, path: string): void {
    const size =
      value.kind === "int"
        ? BigInt(value.digits)
        : value.kind === "float"
          ? Number(value.text)
          : value.kind === "boolean" && value.value
            ? 1
            : 0;
    if (size > limits.maxNumber || size < limits.minNumber) {
      throw invalid(
        `Output variable \`${path}\` is out of range, it must be between ${limits.minNumber} and ${limits.maxNumber}.`,
      );
    }
    if (value.kind !== "float") return;
    if (Number.isNaN(size) && band !== "1.16") {
      throw new Raised("WorkflowNodeError", "'<' not supported between instances of 'str' and 'int'");
    }
    if (decimalPlaces(Number(size)) > limits.maxDecimals) {
      throw invalid(
        `Output variable \`${path}\` has too high precision, it must be less than ${limits.maxDecimals} digits.`,
      );
    }
  }

  function string(value: JsonValue & { readonly kind: "string" }, path: string): JsonValue {
    if ([...value.value].length > limits.maxStringCodePoints) throw tooLong(path);
    return { kind: "string", value: value.value.replaceAll("\0", "") };
  }

  /** What Python makes of `len(value)` and `value.replace(…)`. */
  function lengthOf(value: JsonValue, path: string): JsonValue {
    if (value.kind === "string") return string(value, path);
    const type = pythonTypeName(value);
    const length =
      value.kind === "array" ? value.items.length : value.kind === "object" ? value.entries.length : undefined;
    if (length === undefined) throw new Raised("WorkflowNodeError", `object of type '${type}' has no len()`);
    if (length > limits.maxStringCodePoints) throw tooLong(path);
    throw new Raised("WorkflowNodeError", `'${type}' object has no attribute 'replace'`);
  }

  function tooLong(path: string): Raised {
    return invalid(
      `The length of output variable \`${path}\` must be less than ${limits.maxStringCodePoints} characters`,
    );
  }

  function asInt(value: JsonValue): JsonValue {
    return value.kind === "boolean" && band !== "1.7" ? { kind: "int", digits: value.value ? "1" : "0" } : value;
  }
}

const isNumber = ({ kind }: JsonValue) => kind === "int" || kind === "float" || kind === "boolean";

function invalid(message: string): Raised {
  return new Raised("OutputValidationError", message);
}
