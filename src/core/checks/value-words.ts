import type { ValueKind } from "../languages/code-facts.ts";

/** A value of that kind as a message names it. */
export const valueWords: Readonly<Record<ValueKind, string>> = {
  array: "an array",
  boolean: "a boolean",
  bytes: "bytes",
  function: "a function",
  generator: "a generator",
  list: "a list",
  number: "a number",
  set: "a set",
  string: "a string",
  tuple: "a tuple",
};
