import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Where the lens of an example's first code node stands, from 1. */
export function firstNodeLine(name: string): number {
  const lines = readFileSync(`examples/dify/${name}`, "utf8").split("\n");
  const code = lines.findIndex((line) => /^\s*code: /.test(line));
  assert.ok(code > 0, `${name} holds no code`);
  return code;
}
