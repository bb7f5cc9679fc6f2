import { mapDelete, mapGet, mapSet, SafeMap, slice, split, text } from "./bound.js";
import { ask, plain } from "./host.js";
import { formatList, inspect } from "./inspect.js";
import { tableText } from "./table.js";

let maxPrintedCharacters = 0;
let indent = "";
const counts = new SafeMap();
const startTimes = new SafeMap();

export function limitPrinting(characters) {
  maxPrintedCharacters = characters;
}

function write(stream, values) {
  writeLines(stream, formatList(values));
}

function writeLines(stream, line) {
  const shown = shortened(line);
  if (indent === "") return print(stream, `${shown}\n`);
  const lines = split(shown, "\n");
  for (let at = 0; at < lines.length; at++) print(stream, `${indent}${lines[at]}\n`);
}

/** All that a run may print, and a little more, which shows that something was cut. */
const shortened = (line) => (line.length > maxPrintedCharacters ? slice(line, 0, maxPrintedCharacters + 1) : line);

export function print(stream, line) {
  ask("print", plain(["stream", stream, "line", shortened(line)]));
}

const out = (...values) => write("stdout", values);
const complain = (...values) => write("stderr", values);

function elapsed(label) {
  const ms = ask("now") - (mapGet(startTimes, label) ?? ask("now"));
  return `${label}: ${ms < 1000 ? `${ms.toFixed(3).replace(/\.?0+$/, "")}ms` : `${(ms / 1000).toFixed(3)}s`}`;
}

function group(...values) {
  if (values.length > 0) write("stdout", values);
  indent += "  ";
}

export const console = {
  log: out,
  warn: complain,
  dir: (value, options) => writeLines("stdout", inspect(value, { customInspect: false, ...options })),
  time: (label = "default") => void mapSet(startTimes, text(label), ask("now")),
  timeEnd: (label = "default") => {
    out(elapsed(text(label)));
    mapDelete(startTimes, text(label));
  },
  timeLog: (label = "default", ...values) => out(elapsed(text(label)), ...values),
  trace: (...values) => complain("Trace:", ...values),
  assert: (condition, ...values) => {
    if (condition) return;
    if (typeof values[0] === "string") complain(`Assertion failed: ${values[0]}`, ...values.slice(1));
    else complain("Assertion failed", ...values);
  },
  clear: () => {},
  count: (label = "default") => {
    const count = (mapGet(counts, text(label)) ?? 0) + 1;
    mapSet(counts, text(label), count);
    out(`${text(label)}: ${count}`);
  },
  countReset: (label = "default") => void mapDelete(counts, text(label)),
  group,
  groupCollapsed: group,
  groupEnd: () => {
    indent = slice(indent, 2);
  },
  table: (rows, columns) => {
    if (typeof rows !== "object" || rows === null) out(rows);
    else writeLines("stdout", tableText(rows, columns));
  },
  debug: out,
  info: out,
  dirxml: out,
  error: complain,
};
