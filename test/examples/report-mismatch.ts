import type { JsonValue } from "../../src/core/json/json-value.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import { entriesOf, member } from "./example-files.ts";

/**
 * The first difference between a case's expectation and the report of its run, in words; undefined when it holds.
 * An expectation is partial: of the report, and of its outputs, only the names it gives are compared. The value
 * of an output is compared whole.
 */
export function reportMismatch(report: JsonValue, expected: JsonValue): string | undefined {
  for (const [name, wanted] of entriesOf(expected)) {
    const found = member(report, name);
    const mismatch = name === "outputs" ? outputsMismatch(found, wanted) : partialMismatch(name, found, wanted);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function outputsMismatch(found: JsonValue | undefined, wanted: JsonValue): string | undefined {
  for (const [name, value] of entriesOf(wanted)) {
    const mismatch = wholeMismatch(`outputs.${name}`, member(found, name), value);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function partialMismatch(path: string, found: JsonValue | undefined, wanted: JsonValue): string | undefined {
  if (wanted.kind === "array" && found?.kind === "array" && wanted.items.length === found.items.length) {
    return firstOf(wanted.items, (item, index) => partialMismatch(`${path}[${index}]`, found.items[index], item));
  }
  if (wanted.kind === "object" && found?.kind === "object") {
    return firstOf(wanted.entries, ([name, value]) => partialMismatch(`${path}.${name}`, member(found, name), value));
  }
  return wholeMismatch(path, found, wanted);
}

function wholeMismatch(path: string, found: JsonValue | undefined, wanted: JsonValue): string | undefined {
  if (found && canonical(found) === canonical(wanted)) return undefined;
  return `${path} is ${found ? writeJson(found).slice(0, 1000) : "absent"}, expected ${writeJson(wanted).slice(0, 1000)}`;
}

/** The order of keys and the spelling of a float (`1e-7`, `1e-07`) carry no meaning; int or float does. */
function canonical(value: JsonValue): string {
  switch (value.kind) {
    case "float":
      return `float ${Number(value.text)}`;
    case "array":
      return `[${value.items.map(canonical).join(",")}]`;
    case "object": {
      const members = value.entries.map(([name, entry]) => `${JSON.stringify(name)}:${canonical(entry)}`);
      return `{${members.sort().join(",")}}`;
    }
    default:
      return writeJson(value);
  }
}

function firstOf<T>(items: readonly T[], look: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const mismatch = look(item, index);
    if (mismatch) return mismatch;
  }
  return undefined;
}
