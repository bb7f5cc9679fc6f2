import assert from "node:assert/strict";
import test from "node:test";
import type { N8nRunContext } from "../../../../../src/core/dialects/n8n/platform/run-context.ts";
import type { N8nEnding } from "../../../../../src/core/dialects/n8n/running/ending.ts";
import { judgeN8nJavaScript, type N8nJudging } from "../../../../../src/core/dialects/n8n/running/judge-javascript.ts";
import { contextFor, fromJson, toJson } from "../context-of.ts";

const twoItems = [1, 2].map((x) => toJson({ json: { x }, pairedItem: { item: x - 1 } }));

function judge(
  result: unknown,
  changes: Partial<N8nRunContext> = {},
  runner: N8nJudging["runner"] = "task-runner",
): N8nEnding {
  const resultText = JSON.stringify(result) ?? "undefined";
  const outcome = { kind: "returned", resultText, console: [], elapsedMs: 1 } as const;
  return judgeN8nJavaScript(contextFor("", changes), outcome, { timeLimitMs: 300_000, runner });
}

function outputs({ outputs }: N8nEnding): readonly unknown[] {
  return outputs.map((items) => items.map(fromJson));
}

test("items with errors leave by the error output, with the input that they are paired with under them", () => {
  const ending = judge(
    [
      { json: { a: 1 }, pairedItem: 1 },
      { json: { error: "e" }, pairedItem: { item: 1 } },
      { json: { b: 1 }, error: { message: "m" }, pairedItem: [{ item: 0 }] },
      { json: { error: "e", message: "m" } },
      { json: { error: "e", other: 1 }, pairedItem: 0 },
      { json: { c: 1 }, error: { message: "broken", code: 5 }, pairedItem: 1 },
    ],
    { items: twoItems, onError: "continueErrorOutput" },
  );
  assert.equal(ending.status, "succeeded");
  assert.deepEqual(outputs(ending), [
    [
      { json: { a: 1 }, pairedItem: 1 },
      { json: { error: "e", other: 1 }, pairedItem: 0 },
    ],
    [
      { json: { x: 2, error: "e" }, pairedItem: { item: 1 } },
      { json: { x: 1, error: "m" }, error: { message: "m" }, pairedItem: [{ item: 0 }] },
      { json: { error: "e", message: "m" } },
      { json: { error: "broken" }, error: { message: "broken", code: 5 }, pairedItem: 1 },
    ],
  ]);
});

test("a result whose items cannot be paired one to one stops being paired at the first that cannot", () => {
  assert.deepEqual(outputs(judge([{ a: 1 }, { a: 2 }, { a: 3 }], { items: twoItems })), [
    [{ json: { a: 1 } }, { json: { a: 2 } }, { json: { a: 3 } }],
  ]);
  assert.deepEqual(outputs(judge([{ a: 1 }, { a: 2 }], { items: twoItems, executesOnce: true })), [
    [
      { json: { a: 1 }, pairedItem: { item: 0 } },
      { json: { a: 2 }, pairedItem: { item: 0 } },
    ],
  ]);
});

test("a node that always puts something out does so on its first output when that is empty", () => {
  const ending = judge([{ json: { error: "e" }, pairedItem: { item: 0 } }], {
    items: twoItems,
    onError: "continueErrorOutput",
    alwaysOutputsData: true,
  });
  const pairs = [0, 1].map((item) => ({ item, input: 0 }));
  assert.deepEqual(outputs(ending), [
    [{ json: {}, pairedItem: pairs }],
    [{ json: { x: 1, error: "e" }, pairedItem: { item: 0 } }],
  ]);
});

test("a try is repeated after an error, and after a first item that says one", () => {
  const isRetried = (error: unknown) => judge([{ json: { error } }]).isRetried;
  assert.deepEqual(["x", 0, "", true, {}].map(isRetried), [true, true, true, true, true]);
  assert.deepEqual([undefined, null, false].map(isRetried), [false, false, false]);
  assert.equal(judge(5).isRetried, true);
});

test("the Function node checks its result itself", () => {
  const message = (result: unknown) => judge(result, { kind: "function" }).error?.message;
  assert.equal(message(undefined), "No data got returned. Always return an Array of items!");
  assert.equal(message(5), "Always an Array of items has to be returned!");
  assert.equal(message([{ json: {} }, { a: 1 }]), "Inconsistent item format");
  assert.equal(message([{ json: {} }, 5]), "Inconsistent item format");
  assert.equal(message([5]), "The json-property has to be an object!");
  assert.equal(message([{ json: 1 }]), "The json-property has to be an object!");
  assert.equal(message([{ json: {}, binary: 1 }]), "The binary-property has to be an object!");
  const items = (result: unknown) => outputs(judge(result, { kind: "function" }));
  const one = [[{ json: { a: 1 }, pairedItem: { item: 0 } }]];
  assert.deepEqual([{ a: 1 }, { json: { a: 1 } }, [{ a: 1 }], [{ json: { a: 1 } }]].map(items), [one, one, one, one]);
});

test("limits end a run in n8n's words", () => {
  const stopped = (limit: "time" | "memory" | "crashed", timeLimitMs = 1000) => {
    const outcome = { kind: "stopped", limit, message: "why", console: [], elapsedMs: 1 } as const;
    return judgeN8nJavaScript(contextFor(""), outcome, { timeLimitMs, runner: "task-runner" }).error;
  };
  assert.equal(stopped("time")?.message, "Task execution timed out after 1 second");
  assert.equal(stopped("time", 300_000)?.message, "Task execution timed out after 300 seconds");
  assert.equal(stopped("memory")?.message, "Node ran out of memory");
  assert.equal(stopped("crashed")?.message, "Node execution failed");
});

test("n8n 1 names the item of an error, and makes items of complaints about results", () => {
  const message = "A 'json' property isn't an object [item 0]";
  const going = { items: twoItems, onError: "continueRegularOutput" } as const;
  assert.deepEqual(outputs(judge([{ json: 5 }], going, "in-process")), [
    [{ json: { error: message }, pairedItem: { item: 0 } }],
  ]);
  assert.deepEqual(outputs(judge([{ json: 5 }], going)), [twoItems.map(fromJson)]);

  const error = { type: "TypeError", message: "m", traceback: "", phase: "call" } as const;
  const frames = [{ line: 3, functionName: "<top level>" }];
  const resultText = '[{"json":{},"pairedItem":{"item":0}},{"caught":0,"pairedItem":{"item":1}}]';
  const outcome = { kind: "returned", resultText, caught: [{ ...error, frames }], console: [], elapsedMs: 1 } as const;
  const said = (runner: N8nJudging["runner"], changes: Partial<N8nRunContext> = {}) =>
    judgeN8nJavaScript(contextFor("", { items: twoItems, mode: "runOnceForEachItem", ...changes }), outcome, {
      timeLimitMs: 1000,
      runner,
    });
  assert.equal(said("task-runner").error?.message, "m [line 3]");
  assert.equal(said("in-process").error?.message, "m [line 3, for item 1]");
  assert.equal(said("in-process").status, "failed");
  assert.deepEqual(outputs(said("task-runner", going)), [
    [
      { json: {}, pairedItem: { item: 0 } },
      { json: { error: "m [line 3]" }, pairedItem: { item: 1 } },
    ],
  ]);
});
