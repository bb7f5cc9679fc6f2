import type { Node } from "jsonc-parser";
import type { JsonValue } from "../../../json/json-value.ts";
import type { DefaultValue, ErrorStrategy, Output, Retry } from "../../../workflow/code-node.ts";
import { type DeclarationReader, memberOf, membersOf, reportAt } from "../../declaration-reader.ts";
import { defaultValueProblem } from "../platform/default-values.ts";
import { retryRangeProblem } from "../platform/retry-out-of-range.ts";
import type { FailureHandling } from "../reading/read-failure-handling.ts";

/** `retry`, `errorStrategy` and `defaults` of a declaration; a default's type is that of its output. */
export function readDeclaredFailureHandling(
  reader: DeclarationReader,
  root: Node | undefined,
  outputs: readonly Output[],
): FailureHandling {
  const retry = readRetry(reader, memberOf(root, "retry")?.value);
  const errorStrategy = readErrorStrategy(reader, memberOf(root, "errorStrategy")?.value);
  const defaults = errorStrategy === "default-value" ? readDefaults(reader, root, outputs) : [];
  return { ...(retry && { retry }), errorStrategy, defaults };
}

/** What a member that is left out counts as: the numbers Dify's editor proposes (facts read 2026-07). */
const proposedRetry: Retry = { maxRetries: 3, intervalMs: 1000 };

function readRetry(reader: DeclarationReader, retry: Node | undefined): Retry | undefined {
  if (!retry) return undefined;
  if (retry.type !== "object") {
    reportAt(reader, '"retry" is not an object. Write { "maxRetries": 3, "intervalMs": 1000 }, or remove it.', retry);
    return undefined;
  }
  const maxRetries = readCount(reader, retry, "maxRetries");
  const intervalMs = readCount(reader, retry, "intervalMs");
  return maxRetries > 0 ? { maxRetries, intervalMs } : undefined;
}

function readCount(reader: DeclarationReader, retry: Node, name: keyof Retry): number {
  const member = memberOf(retry, name);
  if (!member) return proposedRetry[name];
  const number: unknown = member.value?.value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) {
    const problem = retryRangeProblem(name, name, number);
    if (problem) reportAt(reader, problem, member.value, "retry-out-of-range");
    return number;
  }
  reportAt(reader, `"${name}" must be a whole number of 0 or more.`, member.value ?? member.key);
  return proposedRetry[name];
}

function readErrorStrategy(reader: DeclarationReader, strategy: Node | undefined): ErrorStrategy {
  if (!strategy) return "none";
  const written: unknown = strategy.value;
  if (written === "none" || written === "fail-branch" || written === "default-value") return written;
  reportAt(reader, 'The error strategy must be "none", "fail-branch" or "default-value".', strategy);
  return "none";
}

function readDefaults(
  reader: DeclarationReader,
  root: Node | undefined,
  outputs: readonly Output[],
): readonly DefaultValue[] {
  const member = memberOf(root, "defaults");
  if (!member) return [];
  if (member.value?.type !== "object") {
    reportAt(reader, '"defaults" is not an object. Write { "name of an output": value }.', member.value ?? member.key);
    return [];
  }
  const types = memberOf(root, "defaultTypes")?.value;
  return membersOf(member.value).flatMap(({ name, value }) => {
    if (!value) return [];
    const written: unknown = memberOf(types, name)?.value?.value;
    const type = typeof written === "string" ? written : impliedDefaultType(outputs, name, { kind: value.type });
    const read = { key: name, type, valueText: jsonText(reader.text, value) };
    const says = defaultValueProblem(read);
    if (says !== undefined) {
      const message = `Dify refuses a node with the default value of "${name}": "${says}". Write a value of another type, or use "fail-branch".`;
      reportAt(reader, message, value, "refused-declaration");
    }
    return [read];
  });
}

/** The type of a default value that "defaultTypes" does not name: that of its output, else what its kind shows. */
export function impliedDefaultType(
  outputs: readonly Output[],
  key: string,
  { kind }: { readonly kind: Node["type"] | JsonValue["kind"] },
): string {
  const declared = typesOf(outputs).get(key);
  if (declared !== undefined) return declared;
  if (kind === "array") return "array[object]";
  if (kind === "int" || kind === "float") return "number";
  return kind === "number" || kind === "boolean" || kind === "object" ? kind : "string";
}

/** Of several outputs with one name, the first. */
function typesOf(outputs: readonly Output[]): ReadonlyMap<string, Output["type"]> {
  const known = typesOfOutputs.get(outputs);
  if (known) return known;
  const types = new Map(outputs.toReversed().map(({ name, type }) => [name, type]));
  typesOfOutputs.set(outputs, types);
  return types;
}

const typesOfOutputs = new WeakMap<readonly Output[], ReadonlyMap<string, Output["type"]>>();

/** Without comments and trailing commas; a number stays as it is written. */
function jsonText(text: string, node: Node): string {
  switch (node.type) {
    case "object": {
      const members = membersOf(node).map(
        ({ name, value }) => `${JSON.stringify(name)}: ${value ? jsonText(text, value) : "null"}`,
      );
      return `{${members.join(", ")}}`;
    }
    case "array":
      return `[${(node.children ?? []).map((item) => jsonText(text, item)).join(", ")}]`;
    case "number":
      return text.slice(node.offset, node.offset + node.length);
    default:
      return JSON.stringify(node.value ?? null);
  }
}
