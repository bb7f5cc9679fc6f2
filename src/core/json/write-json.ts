import type { JsonValue } from "./json-value.ts";

export interface JsonLayout {
  /** Spaces per level; without it everything stands on one line, without spaces. */
  readonly indent?: number;
}

interface Open {
  readonly value: JsonValue;
  next: number;
}

/**
 * Writes Python's dialect: integers digit for digit, floats as they were written, `NaN` and `Infinity` as such.
 * Nesting of any depth is written, in linear time.
 */
export function writeJson(value: JsonValue, { indent }: JsonLayout = {}): string {
  const pieces: string[] = [];
  const open: Open[] = [];
  const newLine = indent === undefined ? () => "" : () => `\n${" ".repeat(indent * open.length)}`;
  const colon = indent === undefined ? ":" : ": ";

  const begin = (value: JsonValue) => {
    const size = memberCount(value);
    if (value.kind === "array" || value.kind === "object") {
      const [start, end] = value.kind === "array" ? "[]" : "{}";
      pieces.push(size === 0 ? `${start}${end}` : (start as string));
      if (size > 0) open.push({ value, next: 0 });
    } else {
      pieces.push(scalarText(value));
    }
  };

  begin(value);
  for (let container = open.at(-1); container; container = open.at(-1)) {
    const { value, next } = container;
    if (next === memberCount(value)) {
      open.pop();
      pieces.push(newLine(), value.kind === "array" ? "]" : "}");
      continue;
    }
    container.next += 1;
    pieces.push(next === 0 ? "" : ",", newLine());
    if (value.kind === "array") {
      begin(value.items[next] as JsonValue);
    } else if (value.kind === "object") {
      const [name, member] = value.entries[next] as (typeof value.entries)[number];
      pieces.push(JSON.stringify(name), colon);
      begin(member);
    }
  }
  return pieces.join("");
}

function memberCount(value: JsonValue): number {
  if (value.kind === "array") return value.items.length;
  return value.kind === "object" ? value.entries.length : 0;
}

function scalarText(value: Exclude<JsonValue, { kind: "array" | "object" }>): string {
  switch (value.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(value.value);
    case "int":
      return value.digits;
    case "float":
      return value.text;
    case "string":
      return JSON.stringify(value.value);
  }
}
