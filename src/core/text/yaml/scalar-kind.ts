import type { Scalar } from "yaml";

/** What a scalar means to a reader of YAML 1.1. "other": a date, or a tag of which this project knows nothing. */
export type ScalarKind = "string" | "int" | "float" | "bool" | "null" | "other";

/** Source: PyYAML 6.0 `resolver.py`, which Dify reads with; `yes` is a bool there and `1e5` is a string. */
export function kindOfScalar(scalar: Scalar): ScalarKind {
  if (scalar.tag !== undefined) return kindOfTag.get(scalar.tag) ?? "other";
  if (scalar.type !== undefined && scalar.type !== "PLAIN") return "string";
  const text = String(scalar.value ?? "");
  return plainKinds.find(([, pattern]) => pattern.test(text))?.[0] ?? "string";
}

/** Whether a text without quotes is a string to PyYAML; `=` and `<<` mean something else there. */
export function isPlainString(text: string): boolean {
  return text !== "=" && text !== "<<" && !plainKinds.some(([, pattern]) => pattern.test(text));
}

/** A scalar's value as JSON text in Python's dialect: `0x10` is 16, `1_000.5` is 1000.5, a date is its text. */
export function jsonTextOfScalar(scalar: Scalar): string {
  const text = String(scalar.value ?? "");
  switch (kindOfScalar(scalar)) {
    case "null":
      return "null";
    case "bool":
      return /^(?:yes|true|on)$/i.test(text) ? "true" : "false";
    case "int":
      return integerText(text.replaceAll("_", "")) ?? JSON.stringify(text);
    case "float":
      return floatText(text.replaceAll("_", "")) ?? JSON.stringify(text);
    default:
      return JSON.stringify(text);
  }
}

const kindOfTag = new Map<string, ScalarKind>([
  ["!", "string"],
  ["tag:yaml.org,2002:str", "string"],
  ["tag:yaml.org,2002:int", "int"],
  ["tag:yaml.org,2002:float", "float"],
  ["tag:yaml.org,2002:bool", "bool"],
  ["tag:yaml.org,2002:null", "null"],
]);

const plainKinds: readonly (readonly [ScalarKind, RegExp])[] = [
  ["null", /^(?:~|null|Null|NULL|)$/],
  ["bool", /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  [
    "int",
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  [
    "float",
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    "other",
    /^\d{4}-(?:\d\d-\d\d|\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  ],
];

function integerText(text: string): string | undefined {
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.replace(/^[-+]/, "");
  const value = digits.includes(":") ? sexagesimal(digits) : parseInteger(digits);
  return value === undefined ? undefined : `${value === 0n ? "" : sign}${value}`;
}

function sexagesimal(digits: string): bigint | undefined {
  let total = 0n;
  for (const part of digits.split(":")) {
    const value = parseInteger(part.replace(/^0+(?=\d)/, ""));
    if (value === undefined) return undefined;
    total = total * 60n + value;
  }
  return total;
}

function parseInteger(digits: string): bigint | undefined {
  const octal = /^0[0-7]+$/.test(digits);
  try {
    return digits === "" ? undefined : BigInt(octal ? `0o${digits.slice(1)}` : digits);
  } catch {
    return undefined; // A tag that says !!int of something else.
  }
}

function floatText(text: string): string | undefined {
  const sign = text.startsWith("-") ? "-" : "";
  const number = text.replace(/^[-+]/, "").toLowerCase();
  if (number === ".inf") return `${sign}Infinity`;
  if (number === ".nan") return "NaN";
  if (number.includes(":")) {
    const value = number.split(":").reduce((total, part) => total * 60 + Number(part), 0);
    return Number.isFinite(value) ? sign + withPoint(String(value)) : undefined;
  }
  const parts = /^(\d*)(?:\.(\d*))?(e[-+]?\d+)?$/.exec(number);
  if (!parts) return undefined;
  return `${sign}${(parts[1] ?? "").replace(/^0+(?=\d)/, "") || "0"}.${parts[2] || "0"}${parts[3] ?? ""}`;
}

function withPoint(text: string): string {
  return text.includes(".") || text.includes("e") ? text : `${text}.0`;
}
