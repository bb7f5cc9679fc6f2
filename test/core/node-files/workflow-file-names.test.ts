import assert from "node:assert/strict";
import test from "node:test";
import { fileKind } from "../../../src/core/node-files/workflow-file-names.ts";

test("what a file may be is known by its name and place", () => {
  const kinds: Readonly<Record<string, ReturnType<typeof fileKind>>> = {
    "/w/bot.yml": "workflow",
    "/w/flows/bot.yaml": "workflow",
    "orders.json": "workflow",
    "/w/orders/clean.node.json": "declaration",
    "/w/bot.yml.cases.json": undefined,
    "/w/.node.json": undefined,
    "/w/clean.py": undefined,
    "/w/bot.yml.bak": undefined,
    "/w/node_modules/a/package.json": undefined,
    "/w/.git/config.json": undefined,
    "/w/.code-nodes/bot.yml/summarise.node.json": undefined,
    "/w/node_modules_of_mine/bot.yml": "workflow",
  };
  for (const [path, kind] of Object.entries(kinds)) assert.equal(fileKind(path), kind, path);
});
