import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, test } from "node:test";
import { consoleText, openSandbox, type RequestChanges, requestFor } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
after(() => sandbox.dispose());
const run = (code: string, changes?: RequestChanges) => sandbox.run(requestFor("python", code, changes));

async function resultOf(code: string, changes?: RequestChanges): Promise<string> {
  const outcome = await run(code, changes);
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  return outcome.kind === "returned" ? outcome.resultText : "";
}

async function errorOf(code: string, changes?: RequestChanges) {
  const outcome = await run(code, changes);
  assert.equal(outcome.kind, "threw", JSON.stringify(outcome));
  if (outcome.kind !== "threw") throw new Error();
  return outcome.error;
}

test("ints, floats, NaN and every digit survive both ways", async () => {
  const given = '{"a": 1, "b": 1.0, "c": 123456789012345678901234567890, "d": NaN, "e": 1e-07, "f": -Infinity}';
  const result = await resultOf(
    "def main(**all):\n    return {**all, 'types': [type(v).__name__ for v in all.values()]}",
    { given },
  );
  assert.equal(
    result,
    '{"a": 1, "b": 1.0, "c": 123456789012345678901234567890, "d": NaN, "e": 1e-07, "f": -Infinity, ' +
      '"types": ["int", "float", "int", "float", "float", "float"]}',
  );
});

test("text comes back in ASCII escapes, lone surrogates included", async () => {
  assert.equal(
    await resultOf("def main(s):\n    return [s, s[-1], 'ü😀']", { given: '{"s": "é\\ud800"}' }),
    '["\\u00e9\\ud800", "\\ud800", "\\u00fc\\ud83d\\ude00"]',
  );
});

test("arguments by position", async () => {
  const request = requestFor("python", "def main(a, b):\n    return a - b");
  const outcome = await sandbox.run({ ...request, call: { kind: "positions", argumentsText: "[5, 3]" } });
  assert.equal(outcome.kind === "returned" && outcome.resultText, "2");
});

test("both streams are captured in order, with an unfinished last line", async () => {
  const outcome = await run(
    "import sys\nprint('one')\nprint('two', file=sys.stderr)\ndef main():\n    print('three\\n\\nfüür')\n    print('five', end='')\n",
  );
  assert.equal(consoleText(outcome), "stdout: one\nstderr: two\nstdout: three\nstdout: \nstdout: füür\nstdout: five");
});

test("what is printed when the result or the error is let go of is kept", async () => {
  const forgotten = await run("async def main():\n    return {}\n");
  assert.match(consoleText(forgotten), /^stderr: <sys>:0: RuntimeWarning: coroutine 'main' was never awaited$/m);
  const farewell = "class Farewell(ERROR):\n    def __del__(self): print('gone')\ndef main():\n    ";
  const returned = await run(`${farewell.replace("ERROR", "dict")}return Farewell(a=1)\n`);
  assert.equal(consoleText(returned), "stdout: gone");
  const threw = await run(`${farewell.replace("ERROR", "ValueError")}raise Farewell()\n`);
  assert.equal(consoleText(threw), "stdout: gone");
});

test("an error tells its type, text, line, column, and the user's frames only", async () => {
  const error = await errorOf("def main(n):\n    return half(n)\n\ndef half(n):\n    x = 'ä'; return 1 / n\n", {
    given: '{"n": 0}',
  });
  assert.deepEqual(
    { type: error.type, message: error.message, phase: error.phase, frames: error.frames },
    {
      type: "ZeroDivisionError",
      message: "division by zero",
      phase: "call",
      frames: [
        { line: 2, column: 12, functionName: "main" },
        { line: 5, column: 21, functionName: "half" },
      ],
    },
  );
  assert.match(
    error.traceback,
    /^Traceback \(most recent call last\):\n {2}File "node.py", line 2, in main\n {4}return half\(n\)/,
  );
  assert.match(error.traceback, /x = 'ä'; return 1 \/ n\n[ ~^]+\nZeroDivisionError: division by zero$/);
  assert.doesNotMatch(error.traceback, /sandbox|harness/);
});

test("a syntax error tells its line and column", async () => {
  const error = await errorOf("def main():\n    return {'a': }\n");
  assert.deepEqual(
    [error.type, error.phase, error.frames],
    ["SyntaxError", "load", [{ line: 2, column: 16, functionName: "<module>" }]],
  );
  assert.match(error.traceback, /File "node.py", line 2\n {4}return \{'a': \}/);
});

const failures: readonly (readonly [
  name: string,
  code: string,
  expected: { type: string; message: string; phase: string },
])[] = [
  ["no main", "x = 1", { type: "NameError", message: "name 'main' is not defined", phase: "call" }],
  ["main is no function", "main = 3", { type: "TypeError", message: "'int' object is not callable", phase: "call" }],
  [
    "a missing parameter",
    "def main(b):\n    pass",
    { type: "TypeError", message: "main() missing 1 required positional argument: 'b'", phase: "call" },
  ],
  [
    "a set",
    "def main():\n    return {1}",
    { type: "TypeError", message: "Object of type set is not JSON serializable", phase: "serialise" },
  ],
  [
    "an async main",
    "async def main():\n    return {}",
    { type: "TypeError", message: "Object of type coroutine is not JSON serializable", phase: "serialise" },
  ],
  [
    "a circle",
    "def main():\n    a = []\n    a.append(a)\n    return a",
    { type: "ValueError", message: "Circular reference detected", phase: "serialise" },
  ],
  ["sys.exit", "import sys\ndef main():\n    sys.exit('bye')", { type: "SystemExit", message: "bye", phase: "call" }],
  [
    "an own interrupt",
    "def main():\n    raise KeyboardInterrupt('mine')",
    { type: "KeyboardInterrupt", message: "mine", phase: "call" },
  ],
  [
    "an error at load",
    "1 / 0\ndef main():\n    pass",
    { type: "ZeroDivisionError", message: "division by zero", phase: "load" },
  ],
  [
    "an exception without a text",
    "class E(Exception):\n    def __str__(self):\n        raise ValueError()\ndef main():\n    raise E()",
    { type: "E", message: "<the exception's own text could not be made>", phase: "call" },
  ],
  [
    "deep recursion",
    "def main():\n    return main()",
    { type: "RecursionError", message: "maximum recursion depth exceeded", phase: "call" },
  ],
];
for (const [name, code, expected] of failures) {
  test(`what the platform raises: ${name}`, async () => {
    const { type, message, phase } = await errorOf(code);
    assert.deepEqual({ type, message, phase }, expected);
  });
}

test("a coroutine is awaited when the request says so, sleeps included", async () => {
  const code =
    "import asyncio\nasync def main(n):\n    await asyncio.sleep(0.02)\n    return sum(await asyncio.gather(*[one(i) for i in range(n)]))\nasync def one(i):\n    await asyncio.sleep(0)\n    return i";
  assert.equal(await resultOf(code, { given: '{"n": 4}', awaitsResult: true }), "6");
});

test("asyncio.run works inside a plain main", async () => {
  const code =
    "import asyncio\nasync def work():\n    await asyncio.sleep(0.01)\n    return 7\ndef main():\n    return asyncio.run(work())";
  assert.equal(await resultOf(code), "7");
});

test("a coroutine that waits for nothing ends as an error", async () => {
  const code = "import asyncio\nasync def main():\n    await asyncio.get_running_loop().create_future()";
  assert.equal((await errorOf(code, { awaitsResult: true })).type, "RuntimeError");
});

test("the module has the name it is given, and dataclasses and pickling find it", async () => {
  const code =
    "import sys\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\ndef main():\n    return [__name__, P(3).x, P.__module__, sys.modules[__name__].P is P]";
  assert.equal(await resultOf(code, { moduleName: "node_one" }), '["node_one", 3, "node_one", true]');
  assert.equal(
    await resultOf("seen = []\nif __name__ == '__main__':\n    seen.append(1)\ndef main():\n    return seen"),
    "[1]",
  );
});

test("nothing of the host shows in the environment", async () => {
  assert.equal(await resultOf("import os\ndef main():\n    return dict(os.environ)"), "{}");
});

test("reading input ends at once", async () => {
  assert.equal((await errorOf("def main():\n    return input()")).type, "EOFError");
});

test("the documented libraries work", async () => {
  const code = `
import base64, datetime, hashlib, hmac, json, math, re, urllib.parse
def main():
    return [
        hmac.new(b'k', b'm', hashlib.sha256).hexdigest()[:8],
        base64.b64encode(b'x').decode(), math.ceil(1.2), re.sub('a+', 'b', 'caat'),
        urllib.parse.quote('a b'), datetime.date(2024, 2, 29).isoformat(), json.loads('[1.0]'),
    ]`;
  const signature = createHmac("sha256", "k").update("m").digest("hex").slice(0, 8);
  assert.equal(await resultOf(code), `["${signature}", "eA==", 2, "cbt", "a%20b", "2024-02-29", [1.0]]`);
});
