import type { YAMLMap } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import { jsonTextOf } from "../../text/yaml/json-text.ts";
import { jsonTextOfScalar, kindOfScalar } from "../../text/yaml/scalar-kind.ts";
import { findEntry, followAlias, rangeOfNode } from "../../text/yaml/tree.ts";
import type { DefaultValue, ErrorStrategy, Retry } from "../../workflow/code-node.ts";
import { isNull, type NodeReader, nameKind, rangeOfEntryValue, report, textOf } from "./node-reader.ts";

export interface FailureHandling {
  readonly retry?: Retry;
  readonly errorStrategy: ErrorStrategy;
  readonly defaults: readonly DefaultValue[];
}

/** `retry` only when retries are enabled, `defaults` only when the strategy uses them. */
export function readFailureHandling(reader: NodeReader): FailureHandling {
  const retry = readRetry(reader);
  const errorStrategy = readErrorStrategy(reader);
  const defaults = errorStrategy === "default-value" ? readDefaults(reader) : [];
  return { ...(retry && { retry }), errorStrategy, defaults };
}

function readRetry(reader: NodeReader): Retry | undefined {
  const entry = findEntry(reader.tree, reader.data, "retry_config");
  if (!entry) return undefined;
  if (!isMap(entry.value)) {
    const remedy = 'Write "retry_enabled", "max_retries" and "retry_interval" below it, or remove it.';
    report(
      reader,
      `The "retry_config" of the ${reader.nodeName} is ${nameKind(entry.value)}, not a mapping. ${remedy}`,
      rangeOfEntryValue(entry),
    );
    return undefined;
  }
  const enabled = findEntry(reader.tree, entry.value, "retry_enabled")?.value;
  const isEnabled = isScalar(enabled) && /^(?:"?true"?|1)$/i.test(jsonTextOfScalar(enabled));
  const maxRetries = readCount(reader, entry.value, "max_retries");
  const intervalMs = readCount(reader, entry.value, "retry_interval");
  return isEnabled && maxRetries > 0 ? { maxRetries, intervalMs } : undefined;
}

/** Absent counts as 0. Source: graphon v0.6.0 `entities/base_node_data.py`, read 2026-08. */
function readCount(reader: NodeReader, config: YAMLMap, name: string): number {
  const entry = findEntry(reader.tree, config, name);
  if (!entry) return 0;
  const number =
    isScalar(entry.value) && kindOfScalar(entry.value) !== "null" ? Number(textOf(entry.value)) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= 0) return number;
  report(
    reader,
    `"${name}" must be a whole number of 0 or more. Write for example "${name}: 3".`,
    rangeOfEntryValue(entry),
  );
  return 0;
}

function readErrorStrategy(reader: NodeReader): ErrorStrategy {
  const entry = findEntry(reader.tree, reader.data, "error_strategy");
  if (!entry || isNull(entry.value)) return "none";
  const strategy = textOf(entry.value);
  if (strategy === "fail-branch" || strategy === "default-value") return strategy;
  const written = strategy === undefined ? nameKind(entry.value) : `"${strategy}"`;
  report(
    reader,
    `The error strategy of the ${reader.nodeName} is ${written}, which Dify refuses. Write "fail-branch" or "default-value", or remove it.`,
    rangeOfEntryValue(entry),
  );
  return "none";
}

/** No boolean, although Dify's editor writes it. Source: graphon v0.6.0 `entities/base_node_data.py`, read 2026-08. */
const defaultValueTypes = [
  "string",
  "number",
  "object",
  "array[number]",
  "array[string]",
  "array[object]",
  "array[file]",
];

function readDefaults(reader: NodeReader): readonly DefaultValue[] {
  const { tree, data } = reader;
  const entry = findEntry(tree, data, "default_value");
  if (!entry || isNull(entry.value)) return [];
  const shape = 'Each is a "- key: name" with its "type" and "value".';
  if (!isSeq(entry.value)) {
    report(
      reader,
      `The default values of the ${reader.nodeName} are ${nameKind(entry.value)}, not a list. ${shape}`,
      rangeOfNode(entry.key),
    );
    return [];
  }
  return entry.value.items.flatMap((item) => {
    const map = followAlias(tree, item);
    const typeEntry = isMap(map) ? findEntry(tree, map, "type") : undefined;
    const key = isMap(map) ? textOf(findEntry(tree, map, "key")?.value) : undefined;
    const type = textOf(typeEntry?.value);
    const valueText = isMap(map) ? jsonTextOf(tree, findEntry(tree, map, "value")?.value) : undefined;
    if (key !== undefined && type !== undefined && valueText !== undefined) {
      if (typeEntry && !defaultValueTypes.includes(type)) {
        const message = `The default value of "${key}" has the type "${type}", and Dify refuses the whole node for it.`;
        const remedy = `Write one of ${defaultValueTypes.join(", ")}, or use "fail-branch".`;
        report(reader, `${message} ${remedy}`, rangeOfEntryValue(typeEntry));
      }
      return [{ key, type, valueText }];
    }
    report(
      reader,
      `A default value of the ${reader.nodeName} cannot be read. ${shape}`,
      map ? rangeOfNode(map) : rangeOfNode(entry.key),
    );
    return [];
  });
}
