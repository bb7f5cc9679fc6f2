// `console.log` as n8n's editor shows it: strings in quotes, everything else as JSON; all other methods are silent.
import { parse, stringify, text } from "../harness/bound.js";
import { print } from "../harness/console.js";

const silentNames =
  "assert clear count countReset debug dir dirxml error group groupCollapsed groupEnd info profile profileEnd table time timeEnd timeLog timeStamp trace warn".split(
    " ",
  );

export function makeConsole() {
  const console = { log };
  for (const name of silentNames) console[name] = () => {};
  return console;
}

function log(...values) {
  let line = "";
  for (let at = 0; at < values.length; at++) line += (at === 0 ? "" : " ") + shown(values[at]);
  print("stdout", `${line}\n`);
}

function shown(value) {
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "bigint" || typeof value === "symbol" || value === undefined) return text(value);
  if (typeof value === "function") return "[Function]";
  if (value === globalThis) return "[[ExecutionContext]]";
  const json = stringify(value, withoutCircles());
  if (json === undefined) return "undefined";
  // What is a text in JSON, such as a date, arrives as that text.
  return json[0] === '"' ? parse(json) : json;
}

function withoutCircles() {
  const open = [];
  return function (_key, value) {
    while (open.length > 0 && open[open.length - 1] !== this) open.length--;
    if (typeof value === "bigint") return text(value);
    if (value === globalThis) return "[[ExecutionContext]]";
    if (typeof value !== "object" || value === null) return value;
    for (let at = 0; at < open.length; at++) if (open[at] === value) return "[Circular Reference]";
    open[open.length] = value;
    return value;
  };
}
