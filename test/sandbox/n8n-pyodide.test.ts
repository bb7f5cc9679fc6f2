import assert from "node:assert/strict";
import { after, test } from "node:test";
import { judgeModule, remarkOn } from "../../src/core/contract/module-policy.ts";
import { nativeForm } from "../../src/core/dialects/n8n/inspections/python-native-form.ts";
import { n8nModulesOf } from "../../src/core/dialects/n8n/platform/modules.ts";
import type { N8nNode } from "../../src/core/dialects/n8n/platform/n8n-node.ts";
import { n8nTargets } from "../../src/core/dialects/n8n/platform/targets.ts";
import { preparePython, readPythonOutcome } from "../../src/core/dialects/n8n/python-runner/runner.ts";
import type { NativeTask, PyodideTask, RunnerError } from "../../src/core/dialects/n8n/python-runner/task.ts";
import type { JsonValue } from "../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import { stockPythonImports } from "../core/dialects/n8n/vectors.ts";
import { consoleText, openSandbox } from "./requests.ts";

const sandbox = openSandbox({ expectsMore: true });
after(() => sandbox.dispose());

function json(value: unknown): readonly JsonValue[] {
  const parsed = parsePythonJson(JSON.stringify(value));
  assert.ok(parsed.kind === "value" && parsed.value.kind === "array");
  return parsed.value.items;
}

const webhookItems = [{ json: { id: "w1" } }, { json: { id: "w2" } }];

const pyodideNode: N8nNode = {
  kind: "code",
  typeVersion: 2,
  mode: "runOnceForAllItems",
  language: "python",
  onError: "stopWorkflow",
  continuesOnFail: false,
  executesOnce: false,
  alwaysOutputsData: false,
  isDisabled: false,
};

function taskOf(code: string, changes: Partial<PyodideTask>): PyodideTask {
  return {
    flavour: "pyodide",
    mode: "runOnceForAllItems",
    code,
    items: json([
      { json: { name: "Ada", tags: ["x", "y"], born: { year: 1815 } }, pairedItem: { item: 1 } },
      { json: { name: "Bob", tags: [], born: null }, pairedItem: { item: 0 } },
    ]),
    surroundings: {
      previous: { node: "Split", output: 0 },
      node: { id: "c1", typeVersion: 2, parametersText: '{"language": "python"}' },
      workflow: { id: "wf1", name: "Orders", isActive: false, timezone: "UTC" },
      nodes: [
        { name: "Webhook", parametersText: "{}", outputs: [json(webhookItems)], sources: [] },
        {
          name: "Split",
          parametersText: '{"field": "rows"}',
          outputs: [
            json([
              { json: { row: 1 }, pairedItem: 1 },
              { json: { row: 2 }, pairedItem: { item: 0 } },
            ]),
          ],
          sources: [{ node: "Webhook", output: 0 }],
        },
        { name: "Later", parametersText: "{}" },
      ],
      execution: { id: "7", mode: "manual", resumeUrl: "", resumeFormUrl: "" },
      variablesText: '{"region": "eu"}',
      staticData: { globalText: '{"seen": 3}', nodeText: "{}" },
    },
    limits: { timeMs: 20_000, memoryBytes: 256 * 1024 * 1024, consoleBytes: 100_000, resultBytes: 1_000_000 },
    ...changes,
  };
}

interface Run {
  readonly value?: unknown;
  readonly error?: RunnerError;
  readonly console: string;
}

async function run(code: string, changes: Partial<PyodideTask> = {}): Promise<Run> {
  const task = taskOf(code, changes);
  const prepared = preparePython(task);
  assert.ok(prepared.kind === "run");
  const outcome = await sandbox.run(prepared.request);
  const result = readPythonOutcome(task, outcome);
  const console = consoleText(outcome);
  if (result.kind === "error") return { error: result.error, console };
  return { value: JSON.parse(writeJson(result.value)), console };
}

test("items are JavaScript's: by attribute and by key, to read and to write", async () => {
  const { value, console } = await run(`
for item in _input.all():
    item.json.upper = item.json["name"].upper()
    item["json"].count = len(item.json.tags)
    item.json.born = item.json.get("born") and item.json.born.year
print(_input.first().json.name, _input.last(), _json.tags, len(items))
return _input.all()`);
  assert.deepEqual(value, [
    { json: { name: "Ada", tags: ["x", "y"], born: 1815, upper: "ADA", count: 2 }, pairedItem: { item: 1 } },
    { json: { name: "Bob", tags: [], born: null, upper: "BOB", count: 0 }, pairedItem: { item: 0 } },
  ]);
  assert.equal(console, "stdout: Ada [object Object] x,y 2");
});

test("results go back as JavaScript sees them", async () => {
  const code = `
import datetime
return [{"none": None, "tuple": (1, 2.0), "set": {1}, "nan": float("nan"), "item": _input.first().json.born,
         "list": _json.tags, "copy": _json.to_py(), 1: True}]`;
  assert.deepEqual((await run(code)).value, [
    {
      tuple: [1, 2],
      set: {},
      nan: null,
      item: { year: 1815 },
      list: ["x", "y"],
      copy: { name: "Ada", tags: ["x", "y"], born: { year: 1815 } },
      1: true,
    },
  ]);
  const { error } = await run("import datetime\nreturn [{'d': datetime.date(2020, 1, 2)}]");
  assert.equal(error?.message, "ConversionError: No conversion known for datetime.date(2020, 1, 2).");
});

test("the names of n8n 1 are there with a leading underscore", async () => {
  const code = `
return {"names": [_workflow.name, _workflow.active, _execution.mode, _prevNode.name, _vars.region, _itemIndex, _runIndex,
  _input.params.field, _getWorkflowStaticData("global").seen, _parameter.language],
  "first": _("Webhook").first().json.id, "all": len(_("Webhook").all()), "paired": _("Webhook").item.json.id,
  "near": _("Split").item.json.row, "ran": [_("Webhook").isExecuted, _("Later").isExecuted], "items": _items("Split")[1].json.row,
  "date": _now.plus(days=1).startOf("day").toISODate() == _today.plus({"days": 1}).toFormat("yyyy-MM-dd")}`;
  assert.deepEqual((await run(code)).value, {
    names: ["Orders", false, "test", "Split", "eu", 0, 0, "rows", 3, "python"],
    first: "w1",
    all: 2,
    paired: "w1",
    near: 2,
    ran: [true, false],
    items: 2,
    date: true,
  });
  const messages = await Promise.all(
    ["_('Later').all()", "_('Nope')", "_node['Split']", "_env.HOME", "_input.first(1)"].map(
      async (code) => (await run(code)).error?.message,
    ),
  );
  assert.deepEqual(messages, [
    "JsException: ExpressionError: Node 'Later' hasn't been executed",
    "JsException: ExpressionError: Referenced node doesn't exist",
    "NameError: name '_node' is not defined",
    "NameError: name '_env' is not defined",
    "JsException: ExpressionError: $input.first() should have no arguments",
  ]);
});

test("a name that only n8n can serve says so", async () => {
  const uses = ["helpers.httpRequest({})", "DateTime.now()", "Duration({})", "_jmespath(_json, 'a')", "_jmesPath.x"];
  const messages = await Promise.all(uses.map(async (code) => (await run(code)).error?.message));
  assert.deepEqual(messages, [
    "RuntimeError: helpers.httpRequest needs a running n8n. Run this node in n8n.",
    "RuntimeError: DateTime.now is luxon's, which Code Nodes has in JavaScript alone. Run this node in n8n.",
    "RuntimeError: Duration is luxon's, which Code Nodes has in JavaScript alone. Run this node in n8n.",
    "RuntimeError: _jmespath is JavaScript's, and Code Nodes has it in JavaScript alone. Run this node in n8n.",
    "RuntimeError: _jmesPath.x is JavaScript's, and Code Nodes has it in JavaScript alone. Run this node in n8n.",
  ]);
});

test("item by item, with names of its own for each", async () => {
  const code = `
global count
try:
    count += 1
except NameError:
    count = 1
if _json.name == "Bob":
    return {"json": {"index": _itemIndex, "count": count}, "dropped": 1}
return {"name": _input.item.json.name, "count": count, "paired": _("Webhook").item.json.id}`;
  assert.deepEqual((await run(code, { mode: "runOnceForEachItem" })).value, [
    { json: { name: "Ada", count: 1, paired: "w1" }, pairedItem: { item: 0 } },
    { json: { index: 1, count: 1 }, pairedItem: { item: 1 } },
  ]);
});

test("the code is the body of an async function", async () => {
  const code = `import asyncio
async def later(x):
    await asyncio.sleep(0.01)
    return x
text = """a
b"""
return {"a": await later(5), "text": text}`;
  assert.deepEqual((await run(code)).value, { a: 5, text: "a\n  b" });
});

test("an error has its type, and its line beside it", async () => {
  const { error } = await run("x = 1\ndef f(y):\n  return y / 0\nz = f(x)");
  assert.equal(error?.message, "ZeroDivisionError: division by zero");
  assert.equal(error?.line, 3);
  assert.deepEqual(
    error?.frames.map(({ line, functionName }) => [line, functionName]),
    [
      [4, "<module>"],
      [3, "f"],
    ],
  );
  assert.equal((await run("x = (\nreturn []")).error?.message, "SyntaxError: '(' was never closed");
  assert.equal((await run("return _json.nope")).error?.message, "AttributeError: nope");
});

test("the way out stays shut", async () => {
  const { error } = await run("import os\nos.system('true')");
  assert.equal(error?.message, "RuntimeError: Blocked for security reasons");
});

test("a module is refused exactly where the editor says so", async () => {
  const target = n8nTargets.find(({ name }) => name === "1") ?? assert.fail();
  const policy = n8nModulesOf({ language: "python", own: pyodideNode }, target);
  const names = "os os.path json sys subprocess js pyodide_js micropip pyodide pyodide.ffi _pyodide".split(" ");
  for (const name of names) {
    const said = judgeModule(policy, name);
    const refusal = said.allowed ? remarkOn(policy, policy.serverOnly, name) : said.reason;
    const { error } = await run(`import ${name}\nreturn []`);
    assert.equal(error?.message, refusal && `ImportError: ${refusal}`, name);
  }
});

test("packages are found from the imports", () => {
  const prepared = preparePython(taskOf("import numpy as np\nfrom pandas import DataFrame\nreturn []", {}));
  assert.ok(prepared.kind === "run");
  const { imports, modules } = prepared.request;
  assert.deepEqual(
    imports?.map(({ module }) => module),
    ["numpy", "pandas"],
  );
  assert.ok(["numpy", "pandas", "json"].every((name) => modules.allowed.includes(name)));
});

test("the native form of old code does the same on the native runner", async () => {
  const codes: readonly (readonly [mode: PyodideTask["mode"], code: string])[] = [
    ["runOnceForAllItems", "for item in _input.all():\n  item.json.n = len(item.json.tags)\nreturn _input.all()"],
    ["runOnceForAllItems", "return [{'name': i.json.name, 'n': i.json.tags.length} for i in items if i.json.born]"],
    ["runOnceForAllItems", "return sorted(_input.all(), key=lambda i: i.json.tags.length)"],
    [
      "runOnceForAllItems",
      "return {'a': f\"{_json.name} {_input.last().json.name.upper()}\", 'b': _json.born.to_py()}",
    ],
    ["runOnceForEachItem", "_input.item.json.first = _json.tags[0] if _json.tags else None\nreturn _input.item"],
  ];
  for (const [mode, code] of codes) {
    const form = nativeForm(code, mode) ?? assert.fail(code);
    assert.deepEqual(form.obstacles, []);
    const { items, limits } = taskOf(code, {});
    const task: NativeTask = {
      flavour: "native",
      python: "3.13",
      mode,
      code: form.edits
        .toReversed()
        .reduce((text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end), code),
      items,
      imports: stockPythonImports,
      continuesOnFail: false,
      limits,
    };
    const prepared = preparePython(task);
    assert.ok(prepared.kind === "run", task.code);
    const result = readPythonOutcome(task, await sandbox.run(prepared.request));
    assert.ok(result.kind === "result", JSON.stringify(result));
    assert.deepEqual(JSON.parse(writeJson(result.value)), (await run(code, { mode })).value, task.code);
  }
});
