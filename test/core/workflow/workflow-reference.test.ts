import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { workflowReferenceProblem } from "../../../src/core/workflow/workflow-reference.ts";

test("a path from the node file to its workflow is taken", () => {
  for (const path of [
    "bot.yml",
    "./bot.yml",
    "../../bot.yml",
    "flows/Support Bot (2).yml",
    "../..hidden/..yml",
    "../a..b/c. d.json",
    "~/bot.yml",
    "nul.yml",
    "aux.d/bot.yml",
    "../%2e%2e/bot.yml",
    "你好😀.yml",
  ]) {
    assert.equal(workflowReferenceProblem(path), undefined, path);
  }
});

test("what leads to another machine, a device or an absolute place is not", () => {
  for (const [path, what] of [
    ["/etc/x.yml", /^an absolute path\. Name the workflow by its path from this file/],
    ["\\windows\\x.yml", /absolute/],
    ["C:/x.yml", /absolute/],
    ["c:x.yml", /absolute/],
    ["//host/share/x.yml", /another machine/],
    ["\\\\host\\share\\x.yml", /another machine/],
    ["/\\host/share/x.yml", /another machine/],
    ["\\/host/share/x.yml", /another machine/],
    ["\\\\?\\C:\\x.yml", /another machine/],
    ["\\\\.\\pipe\\x", /another machine/],
    ["//a b/c.yml", /another machine/],
    ["///x.yml", /another machine/],
    ["file:///etc/x.yml", /address/],
    ["https://example.org/x.yml", /address/],
    ["..\\..\\x.yml", /with "\\" between its parts\. Write "\/" there/],
    ["../a\\..\\..\\x.yml", /between its parts/],
    [`${"a/".repeat(20_000)}x.yml`, /^longer than any path may be\. Name/],
    ["NUL", /device/],
    ["../con", /device/],
    ["sub/COM1", /device/],
    ["LPT¹", /device/],
    ["CONIN$", /device/],
    ["nul. ", /device/],
    ["x\0.yml", /no file can be called/],
    ["\ud800.yml", /no file can be called/],
    ["a\udc00/b.yml", /no file can be called/],
    [".. /x.yml", /no name everywhere/],
    ["../.../x.yml", /no name everywhere/],
    ["a/ /x.yml", /no name everywhere/],
  ] as const) {
    assert.match(workflowReferenceProblem(path) ?? "", what, JSON.stringify(path));
  }
});

test("any text is judged, and none that is taken begins at a root", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("/", "\\", ".", ":", "c", " ") }),
  );
  fc.assert(
    fc.property(text, (path) => {
      if (workflowReferenceProblem(path) === undefined) assert.doesNotMatch(path, /^(?:[/\\]|[a-z]:)|[\\\0]/i);
    }),
    { numRuns: 2000 },
  );
});
