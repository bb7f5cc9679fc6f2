import assert from "node:assert/strict";
import { after, test } from "node:test";
import { nativePythonNames } from "../../src/core/dialects/n8n/platform/python-names.ts";
import { preparePython, readPythonOutcome } from "../../src/core/dialects/n8n/python-runner/runner.ts";
import type { NativeTask, RunnerError } from "../../src/core/dialects/n8n/python-runner/task.ts";
import { jsonObject } from "../../src/core/json/make-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import { consoleText, openSandbox } from "./requests.ts";

const sandbox = openSandbox({ expectsMore: true });
after(() => sandbox.dispose());

interface Run {
  readonly value?: unknown;
  readonly logs?: unknown;
  readonly error: RunnerError | undefined;
  readonly console: string;
}

const all = "runOnceForAllItems";
const each = "runOnceForEachItem";

function taskOf(code: string, changes: Partial<NativeTask>): NativeTask {
  return {
    flavour: "native",
    python: "3.13",
    mode: all,
    code,
    items: [
      jsonObject({ json: jsonObject({ x: { kind: "float", text: "1.0" } }) }),
      jsonObject({ json: jsonObject({ x: { kind: "int", digits: "9007199254740993" } }) }),
    ],
    imports: { stdlibAllow: [], externalAllow: [] },
    continuesOnFail: false,
    limits: { timeMs: 20_000, memoryBytes: 256 * 1024 * 1024, consoleBytes: 100_000, resultBytes: 1_000_000 },
    ...changes,
  };
}

async function run(code: string, changes: Partial<NativeTask> = {}): Promise<Run> {
  const task = taskOf(code, changes);
  const prepared = preparePython(task);
  const outcome = prepared.kind === "run" ? await sandbox.run(prepared.request) : undefined;
  const result = prepared.kind === "run" ? readPythonOutcome(task, outcome as RunOutcome) : prepared.result;
  const console = outcome ? consoleText(outcome) : "";
  if (result.kind === "error") return { error: result.error, console };
  const logs = JSON.parse(writeJson({ kind: "array", items: result.logs.map((items) => ({ kind: "array", items })) }));
  return { value: JSON.parse(writeJson(result.value)), logs, error: result.recoveredFrom, console };
}

test("errors have Python's text alone; the line and the class are beside it", async () => {
  const { error } = await run("def f(x):\n\n  return 1 / x\n\nf(0)");
  const { message, type, line, frames } = error ?? assert.fail();
  assert.deepEqual([message, type, line], ["division by zero", "ZeroDivisionError", 3]);
  assert.deepEqual(
    frames.map((frame) => [frame.line, frame.column, frame.functionName]),
    [
      [5, 1, "<module>"],
      [3, 10, "f"],
    ],
  );
});

/** What n8n says, and the line that we add. */
const messages: readonly (readonly [code: string, message: string, line?: number, stdlibAllow?: string])[] = [
  [
    "# nothing",
    "expected an indented block after function definition on line 1 (<all_items_task_execution>, line 4)",
    1,
  ],
  ["  x = 1\n  return []", "unexpected indent (<unknown>, line 1)", 1],
  ["x = 1\nimport json\ny = = 2", "invalid syntax (<unknown>, line 3)", 3],
  ["x = 1\nbreak", "'break' outside loop (<all_items_task_execution>, line 3)", 2],
  ["from math import *", "import * only allowed at module level (<all_items_task_execution>, line 2)", 1, "math"],
  ["raise KeyError('nope')", "'nope'", 1],
  ["raise Exception()", "", 1],
  ["x = _items[0].json", "'dict' object has no attribute 'json'", 1],
  ["return [{(1, 2): 3}]", "keys must be str, int, float, bool or None, not tuple"],
  ["exit(3)", "Process exited with code 3"],
  ["raise SystemExit('over')", "Process exited with code over"],
  ["raise KeyboardInterrupt", "", 1],
  ["raise BaseException('base')", "base", 1],
  ["quit()", "Process exited with code None"],
  ["_items = []\nprint(_item)", "name '_item' is not defined", 2],
  ["print(_items)\n_items = 1", "cannot access local variable '_items' where it is not associated with a value", 1],
  ["x = isinstance(1, type)", "name 'type' is not defined", 1],
  ["raise ValueError('x' * 3)", "xxx", 1],
];

test("every way to fail has n8n's own text", async () => {
  const got = await Promise.all(
    messages.map(async ([code, , , stdlibAllow]) => {
      const imports = { stdlibAllow: stdlibAllow ? [stdlibAllow] : [], externalAllow: [] };
      const { error } = await run(code, { imports });
      return [code, error?.message, error?.line];
    }),
  );
  assert.deepEqual(
    got,
    messages.map(([code, message, line]) => [code, message, line]),
  );
});

test("what only shows at run time is a violation of its own", async () => {
  const dynamic = "d = chr(95) * 2\nt = '{0.' + d + 'class' + d + '}'\nreturn [{'a': t.format(1)}]";
  const { error } = await run(dynamic);
  assert.equal(error?.message, "Security violation detected");
  assert.match(error?.description ?? "", /^String pattern accessing '__class__' is disallowed, because/);
  const unbound = "d = chr(95) * 2\nreturn [{'a': str.format('{0.' + d + 'dict' + d + '}', 1)}]";
  assert.equal((await run(unbound)).error?.message, "Security violation detected");
  const caught = `try:\n  ${dynamic.replaceAll("\n", "\n  ")}\nexcept Exception as e:\n  return [{'e': str(e)}]`;
  assert.deepEqual((await run(caught)).value, [{ e: "Security violation detected" }]);
  assert.deepEqual(
    (await run("t = '{:>4}|{a[b]}'\nreturn {'t': t.format(7, a={'b': 1}), 'm': '{x}'.format_map({'x': 2})}")).value,
    {
      t: "   7|1",
      m: "2",
    },
  );
});

test("a module that is allowed may import what it likes, but not in the code's name", async () => {
  const imports = { stdlibAllow: ["datetime", "statistics"], externalAllow: [] };
  assert.deepEqual((await run("import statistics\nreturn {'m': statistics.mean([1, 2])}", { imports })).value, {
    m: 1.5,
  });
  const { error } = await run("import datetime\ndatetime.datetime.strptime('1', '%d')", { imports });
  assert.equal(
    error?.description,
    "Import of standard library module '_strptime' is disallowed. Allowed stdlib modules: datetime, statistics",
  );
  const open = { stdlibAllow: ["*"], externalAllow: ["*"] };
  assert.deepEqual(
    (await run("import os\nreturn {'n': len(os.environ), 'c': str((1).__class__)}", { imports: open })).value,
    {
      n: 0,
      c: "<class 'int'>",
    },
  );
  assert.equal(
    (await run("x = (", { imports: open })).error?.message,
    "'(' was never closed (<all_items_task_execution>, line 2)",
  );
});

test("items cross JavaScript on their way in and out", async () => {
  const code = "return [{'in': str([i['json']['x'] for i in _items]), 'out': [1.0, 10**21, -0.0, 2**53 + 1]}]";
  assert.deepEqual((await run(code)).value, [{ in: "[1, 9007199254740992]", out: [1, 1e21, 0, 9007199254740992] }]);
});

test("item by item, each with globals of its own, and results taken apart", async () => {
  const code = `global n
try:
  n += 1
except NameError:
  n = 1
if _item["json"]["x"] == 1:
  return {"json": {"n": n}, "dropped": 1, "pairedItem": 7}
return {"n": n, "binary": {"f": {}}}`;
  assert.deepEqual((await run(code, { mode: each })).value, [
    { json: { n: 1 }, pairedItem: { item: 0 } },
    { json: { n: 1 }, pairedItem: { item: 1 }, binary: { f: {} } },
  ]);
  assert.deepEqual((await run("return None", { mode: each })).value, []);
  assert.equal(
    (await run("await x", { mode: each })).error?.message,
    "'await' outside async function (<per_item_task_execution>, line 2)",
  );
});

test("print takes positions, and after a hundred calls says how many more there were", async () => {
  const { logs, console } = await run("for i in range(103):\n  print(i, 'a', None)\nprint(print)\nreturn []");
  const calls = logs as unknown[][];
  assert.deepEqual(calls.slice(99), [[99, "'a'", "None"], ["[Output truncated - 4 more print statements]"]]);
  assert.match(console, /^stdout: 0 a None\nstdout: 1 a None\n/);
  const circle = "d = {}\nd['d'] = d\nprint(d, float('nan'), {'t': (1, {2})}, [None])\nreturn []";
  assert.deepEqual((await run(circle)).logs, [["[Circular dict]", "nan", { t: [1, "{2}"] }, [null]]]);
});

test("the runner itself turns an error of the code into one item, and nothing else", async () => {
  const { value, error } = await run("return {'a': 1 / 0}", { mode: each, continuesOnFail: true });
  assert.deepEqual(value, [{ json: { error: "division by zero" } }]);
  assert.equal(error?.line, 1);
  for (const code of ["import os", "x = (", "return [{'n': float('inf')}]"]) {
    const failed = await run(code, { continuesOnFail: true });
    assert.deepEqual([failed.value, failed.error?.isRaised], [undefined, false], code);
  }
});

test("a result with NaN ends at the time limit in n8n, and at once here", async () => {
  const { error } = await run("return [{'a': [1, {'b': float('nan')}]}]", {
    limits: { timeMs: 300_000, memoryBytes: 256 * 1024 * 1024, consoleBytes: 1000, resultBytes: 1000 },
  });
  assert.equal(error?.message, "Task execution timed out after 300 seconds");
  assert.match(error?.explanation ?? "", /NaN/);
});

test("a task that reports nonsense has failed", () => {
  const task = taskOf("return []", {});
  for (const resultText of [
    "null",
    "5",
    "[]",
    '{"kind": "else"}',
    '{"kind": "result", "text": 5, "prints": [1, [2]]}',
  ]) {
    const result = readPythonOutcome(task, { kind: "returned", resultText, console: [], elapsedMs: 1 });
    assert.ok(result.kind === "error" || writeJson(result.value) === "5", resultText);
  }
});

test("leading equals signs are no part of the code", async () => {
  assert.deepEqual((await run("==return [{'a': 1}]")).value, [{ a: 1 }]);
});

test("the names that the editor knows of native Python are those that the code finds", async () => {
  const everything = { stdlibAllow: ["*"], externalAllow: ["*"] };
  const { value } = await run("return [{'names': [*__builtins__, '_items', '_query']}]", { imports: everything });
  const [item] = value as readonly { readonly names: readonly string[] }[];
  const others = ["False", "None", "True", "___EvalCodeResultException"]; // No names, and Pyodide's own.
  const found = item?.names.filter((name) => !others.includes(name)) ?? [];
  assert.deepEqual(found.sort(), [...(nativePythonNames[all].known ?? [])].sort());
});

test("annotations are evaluated where they stand, as in Python 3.13", async () => {
  const code =
    "if True:\n    def pick(rows: List[dict]) -> int:\n        x: Unknown = 1\n        return x\nreturn [{'json': {'r': pick(_items)}}]";
  const { error } = await run(code);
  assert.deepEqual([error?.message, error?.line], ["name 'List' is not defined", 2]);
  assert.deepEqual((await run(code.replace("List", "list"))).value, [{ json: { r: 1 } }]);
  assert.deepEqual((await run(code, { python: "3.14" })).value, [{ json: { r: 1 } }]);
});
