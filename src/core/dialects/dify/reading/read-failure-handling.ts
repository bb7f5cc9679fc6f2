import type { Node, YAMLMap } from "yaml";
import { isMap, isScalar } from "yaml";
import { jsonTextOfScalar } from "../../../text/yaml/scalar-kind.ts";
import { findEntry } from "../../../text/yaml/tree.ts";
import type { DefaultValue, ErrorStrategy, Retry } from "../../../workflow/code-node.ts";
import { retryRangeProblem } from "../platform/retry-out-of-range.ts";
import { isNull, type NodeReader, nameKind, rangeOfEntryValue, refuse, report, textOf } from "./node-reader.ts";
import { readDefaults } from "./read-defaults.ts";

export interface FailureHandling {
  readonly retry?: Retry;
  readonly errorStrategy: ErrorStrategy;
  readonly defaults: readonly DefaultValue[];
}

/** `retry` only when retries are enabled, `defaults` only when the strategy uses them. */
export function readFailureHandling(reader: NodeReader): FailureHandling {
  const retry = readRetry(reader);
  const errorStrategy = readErrorStrategy(reader);
  // Dify looks at the default values whatever the strategy is.
  const defaults = readDefaults(reader);
  return { ...(retry && { retry }), errorStrategy, defaults: errorStrategy === "default-value" ? defaults : [] };
}

function readRetry(reader: NodeReader): Retry | undefined {
  const entry = findEntry(reader.tree, reader.data, "retry_config");
  if (!entry) return undefined;
  if (!isMap(entry.value)) {
    const remedy = 'Write "retry_enabled", "max_retries" and "retry_interval" below it, or remove it.';
    const message = `The "retry_config" of the ${reader.nodeName} is ${nameKind(entry.value)}, not a mapping. ${remedy}`;
    const says = "retry_config: Input should be a valid dictionary or instance of RetryConfig";
    refuse(reader, message, says, rangeOfEntryValue(entry));
    return undefined;
  }
  const isEnabled = readEnabled(reader, entry.value);
  const maxRetries = readCount(reader, entry.value, "max_retries", isEnabled ? "maxRetries" : undefined);
  const intervalMs = readCount(reader, entry.value, "retry_interval", isEnabled ? "intervalMs" : undefined);
  return isEnabled && maxRetries > 0 ? { maxRetries, intervalMs } : undefined;
}

/** Source of the spellings: pydantic 2.13.4, executed 2026-08. */
const yes = ["true", "1", "1.0", "yes", "on", "t", "y"];
const no = ["false", "0", "0.0", "no", "off", "f", "n"];

function readEnabled(reader: NodeReader, config: YAMLMap): boolean {
  const entry = findEntry(reader.tree, config, "retry_enabled");
  if (!entry) return false;
  const written = isScalar(entry.value) ? jsonTextOfScalar(entry.value).replaceAll('"', "").toLowerCase() : "";
  if (yes.includes(written)) return true;
  if (!no.includes(written)) {
    const message = `"retry_enabled" is ${written === "null" ? "empty" : "neither true nor false"}. Write "retry_enabled: true".`;
    const says = `retry_config.retry_enabled: Input should be a valid boolean${isNull(entry.value) ? "" : ", unable to interpret input"}`;
    refuse(reader, message, says, rangeOfEntryValue(entry));
  }
  return false;
}

/** Absent counts as 0. A number that counts (`part`) is held against what the editor allows. */
function readCount(reader: NodeReader, config: YAMLMap, name: string, part: keyof Retry | undefined): number {
  const entry = findEntry(reader.tree, config, name);
  if (!entry) return 0;
  const number = integerOf(entry.value);
  if (number === undefined) {
    const message = `"${name}" must be a whole number of 0 or more. Write for example "${name}: 3".`;
    refuse(reader, message, `retry_config.${name}: Input should be a valid integer`, rangeOfEntryValue(entry));
    return 0;
  }
  const problem = part && retryRangeProblem(part, name, number);
  if (problem) report(reader, problem, rangeOfEntryValue(entry), { check: "retry-out-of-range" });
  return Math.max(0, number);
}

/** As pydantic takes an integer: `3`, `"3"`, `3.0` and even `true`. */
function integerOf(value: Node | undefined): number | undefined {
  if (!isScalar(value) || isNull(value)) return undefined;
  const json = jsonTextOfScalar(value);
  if (json === "true" || json === "false") return Number(json === "true");
  const text = json.replaceAll('"', "").trim();
  const number = /^[-+]?\d/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function readErrorStrategy(reader: NodeReader): ErrorStrategy {
  const entry = findEntry(reader.tree, reader.data, "error_strategy");
  if (!entry || isNull(entry.value)) return "none";
  const strategy = textOf(entry.value);
  if (strategy === "fail-branch" || strategy === "default-value") return strategy;
  const written = strategy === undefined ? nameKind(entry.value) : `"${strategy}"`;
  refuse(
    reader,
    `The error strategy of the ${reader.nodeName} is ${written}, which Dify refuses. Write "fail-branch" or "default-value", or remove it.`,
    "error_strategy: Input should be 'fail-branch' or 'default-value'",
    rangeOfEntryValue(entry),
  );
  return "none";
}
