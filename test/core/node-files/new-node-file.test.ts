import assert from "node:assert/strict";
import test from "node:test";
import { newNodeFilePath } from "../../../src/core/node-files/new-node-file.ts";

test("what is typed becomes a path in the folder, with the ending of its language", () => {
  const paths: readonly (readonly [string, string])[] = [
    ["clean", "clean.py"],
    ["orders/clean.py", "orders/clean.py"],
    [" orders\\clean ", "orders/clean.py"],
    ["/orders/./clean", "orders/clean.py"],
    ["a/../b", "b.py"],
    ["v1.2", "v1.2.py"],
    ["整理", "整理.py"],
  ];
  for (const [typed, path] of paths) assert.deepEqual(newNodeFilePath(typed, "python"), { kind: "path", path });
});

test("what cannot be a place is said, with the remedy", () => {
  for (const [typed, message] of [
    ["", /Name the file/],
    ["orders/", /Name the file/],
    [".py", /Name the file/],
    ["../clean", /in the folder that is open/],
    ["a/../../clean", /in the folder that is open/],
    ["clean.js", /ends with \.py/],
    ["orders/con", /keep the name con for/],
    ["con/orders", /keep the name con for/],
    ["aux.v2", /keep the name aux\.v2 for/],
    ["__init__", /keep the name __init__ for/],
    ["clean.", /called "clean\." on Windows/],
    ["a//b", /called "" on Windows/],
    ["a?", /"\?" in its name/],
    ["C:\\orders\\clean", /":" in its name/],
    ["a\0b", /"\\u0000" in its name/],
  ] as const) {
    const wanted = newNodeFilePath(typed, "python");
    assert.match(wanted.kind === "problem" ? wanted.message : `taken as ${wanted.path}`, message);
  }
});
