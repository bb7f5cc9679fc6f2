import assert from "node:assert/strict";
import { test } from "node:test";
import { boundaryByName } from "../../../src/core/node-files/paths.ts";

test("by names alone: the innermost folder around a code file, its own one, or what holds .code-nodes", () => {
  const rows: readonly (readonly [codeFile: string, folders: readonly string[], expected: string])[] = [
    ["/w/flows/x.py", ["/w", "/w/flows/", "/elsewhere"], "/w/flows/"],
    ["/w/flows/x.py", ["/elsewhere"], "/w/flows/"],
    ["/w/flows/x.py", ["/w/fl"], "/w/flows/"],
    ["/w/flows/x.py", [], "/w/flows/"],
    ["/w/flows/.code-nodes/bot.yml/x.py", ["/w"], "/w/"],
    ["/w/flows/.code-nodes/bot.yml/x.py", [], "/w/flows/"],
    // A folder below the workflow's takes nothing away from it.
    ["/w/flows/.code-nodes/bot.yml/x.py", ["/w/flows/.code-nodes/bot.yml"], "/w/flows/"],
  ];
  for (const [codeFile, folders, expected] of rows) assert.equal(boundaryByName(codeFile, folders), expected, codeFile);
});
