import type { ValueType } from "../../../workflow/code-node.ts";
import type { NodeVariables, Variable } from "../../../workflow/graph.ts";

/** A node's variables that are all known. */
export function closed(types: Readonly<Record<string, ValueType | undefined>>): NodeVariables {
  return { outputs: variablesOf(types), inside: new Map(), complete: true };
}

/** The variables that are known of a node that may have more. */
export function open(types: Readonly<Record<string, ValueType | undefined>>): NodeVariables {
  return { ...closed(types), complete: false };
}

export function variablesOf(types: Readonly<Record<string, ValueType | undefined>>): ReadonlyMap<string, Variable> {
  return new Map(Object.entries(types).map(([name, type]) => [name, variable(type)]));
}

/** `any` and `array[any]` tell nothing. */
export function variable(type: ValueType | undefined): Variable {
  if (type === undefined || /\bany\b/.test(type)) return {};
  return type === "file" ? { type, parts: fileParts } : { type };
}

/** The entries of a list by the name under `key`; undefined for anything but a list. */
export function entriesNamed(
  list: unknown,
  key: string,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item) => {
    const entry = record(item);
    const name = entry?.[key];
    return entry && (typeof name === "string" || typeof name === "number") ? [[String(name), entry] as const] : [];
  });
}

/** What a table says about a key of unknown kind. */
export function ownType(types: Readonly<Record<string, ValueType | undefined>>, key: unknown): ValueType | undefined {
  return typeof key === "string" && Object.hasOwn(types, key) ? types[key] : undefined;
}

export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** JSON schema as Dify's structured output and tools use it. */
export function variableOfSchema(schema: unknown): Variable {
  const { type, items, properties } = record(schema) ?? {};
  const scalars: Readonly<Record<string, ValueType | undefined>> = { integer: "number" };
  if (type === "array") {
    const element = record(items)?.type;
    const known = ownType(scalars, element) ?? text(element);
    return variable(known ? `array[${known}]` : undefined);
  }
  const parts = type === "object" ? record(properties) : undefined;
  const known = Object.entries(parts ?? {}).map(([name, part]) => [name, variableOfSchema(part)] as const);
  return {
    ...variable(ownType(scalars, type) ?? text(type)),
    ...(parts && { parts: new Map(known), hasMoreParts: true }),
  };
}

/** Source: graphon `file/enums.py`, `FileAttribute`, read 2026-08. */
const fileParts = variablesOf({
  type: "string",
  size: "number",
  name: "string",
  mime_type: "string",
  transfer_method: "string",
  url: "string",
  extension: "string",
  related_id: "string",
});
