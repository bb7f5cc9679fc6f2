import assert from "node:assert/strict";
import { after, test } from "node:test";
import { namesNewerThanNode } from "../../src/core/contract/language-versions.ts";
import { dify } from "../../src/core/dialects/dify/dify.ts";
import { killedCalls } from "../../src/core/dialects/dify/platform/killed-calls.ts";
import { difyTargets } from "../../src/core/dialects/dify/platform/targets.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import { newerNames } from "../../src/core/languages/javascript/node-versions.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { codeNode } from "../core/dialects/dify/code-node-builder.ts";
import { runInSandbox } from "./node-runs.ts";
import { openSandbox } from "./requests.ts";

// What Dify's server lacks or forbids is lacking or forbidden here, and nothing else is.

const sandbox = openSandbox();
after(() => sandbox.dispose());

function run(codeText: string, targetName = "1.16", language: Language = "python"): Promise<RunReport> {
  const target = difyTargets.find(({ name }) => name === targetName) ?? assert.fail();
  return runInSandbox(sandbox, {
    dialect: dify,
    node: codeNode({ r: { type: "string" } }, { codeText, language }),
    target,
  });
}

async function resultOf(codeText: string, targetName?: string, language?: Language): Promise<string> {
  const { status, error, flowing } = await run(codeText, targetName, language);
  return status === "succeeded" ? writeJson({ kind: "object", entries: flowing }) : `${error?.type}: ${error?.message}`;
}

const killed = "CodeExecutionError: error: operation not permitted\n";

test("a call that the server's sandbox kills ends the run, whatever catches, by whichever name it is made", async () => {
  const calls = killedCalls.python.flatMap((entry) => entry.calls);
  assert.ok(calls.length > 50);
  const wrong: string[] = [];
  for (const call of calls) {
    const [module = "", path = ""] = call.split(":");
    // What this interpreter lacks altogether cannot be called.
    const code = `
import importlib
def main():
    try:
        found = importlib.import_module(${JSON.stringify(module)})
        for name in ${JSON.stringify(path)}.split("."):
            found = getattr(found, name)
    except (ImportError, AttributeError):
        return {"r": "absent"}
    try:
        found()
    except BaseException as error:
        return {"r": "caught " + repr(error)}
    finally:
        print("more")
    return {"r": "went on"}
`;
    const { error, console, flowing } = await run(code);
    const isAbsent = writeJson({ kind: "object", entries: flowing }).includes("absent");
    const isRefused = /cannot be used/.test(error?.message ?? "");
    if (isAbsent || isRefused) continue;
    if (`${error?.type}: ${error?.message}` !== killed || console.length > 0) wrong.push(`${call}: ${error?.message}`);
  }
  assert.deepEqual(wrong, []);
  const ways = [
    "import os.path\ndef main(): return {'r': os.path.abspath('a')}",
    "from pathlib import Path\ndef main(): return {'r': str(Path('a').resolve())}",
    "import asyncio\nasync def f(): return 'a'\ndef main(): return {'r': asyncio.run(f())}",
    "from concurrent.futures import ThreadPoolExecutor\ndef main():\n with ThreadPoolExecutor(1) as pool: return {'r': pool.submit(str, 1).result()}",
    "import tempfile\ndef main():\n with tempfile.TemporaryDirectory() as name: return {'r': name}",
    "def main(): return {'r': str(__import__('uuid').uuid1())}",
  ];
  for (const way of ways) assert.equal(await resultOf(way), killed, way);
});

test("it is said what was called and what to do, and what it is killed for does not break anything else", async () => {
  const { error } = await run("import os\ndef main(): return {'r': os.getcwd()}");
  assert.match(error?.explanation ?? "", /^os\.getcwd\(\) asks for .* No try catches that: the program ends there\.$/);
  const usual =
    "import os, uuid, threading, logging, platform, signal, asyncio, tempfile, time\ndef main():\n lock = threading.Lock()\n with lock: return {'r': os.path.join('a', 'b') + str(uuid.UUID(int=1)) + platform.machine()[:0] + time.tzname[0]}";
  assert.equal(await resultOf(usual), '{"r":"a/b00000000-0000-0000-0000-000000000001UTC"}');
});

test("a result is lost that the code keeps from being printed, under targets that read it from there", async () => {
  const lost = "WorkflowNodeError: Failed to parse result: no result tag found in response. Response: ";
  for (const [code, expected] of [
    ["def print(*given): pass\ndef main(): return {'r': 'a'}", `${lost}...`],
    ["import sys, io\ndef main():\n sys.stdout = io.StringIO()\n return {'r': 'a'}", `${lost}...`],
    ["import sys, io\nprint('b')\ndef main():\n sys.stdout = io.StringIO()\n return {'r': 'a'}", `${lost}b\n...`],
    [
      "import contextlib, io\ndef main():\n with contextlib.redirect_stdout(io.StringIO()): print('x')\n return {'r': 'a'}",
      '{"r":"a"}',
    ],
    ["import builtins\ndef print(*given): builtins.print('so', *given)\ndef main(): return {'r': 'a'}", '{"r":"a"}'],
    ["import sys\ndef main():\n sys.stdout.write('no end')\n return {'r': 'a'}", '{"r":"a"}'],
  ] as const) {
    assert.equal(await resultOf(code), expected, code);
    assert.equal(await resultOf(code, "documented"), '{"r":"a"}', code);
  }
  const { error } = await run("import sys\ndef main():\n sys.stdout.close()\n return {'r': 'a'}");
  assert.match(error?.message ?? "", /ValueError: I\/O operation on closed file\.\nerror: exit status 255\n$/);
  assert.match(error?.explanation ?? "", /^The server prints what main\(\) returned/);
});

test("errors of system calls have Linux's numbers, and those of the code's own stay", async () => {
  for (const [statement, expected] of [
    ["open('nope.txt')", "FileNotFoundError: [Errno 2] No such file or directory: 'nope.txt'"],
    ["open('new.txt', 'w')", "PermissionError: [Errno 13] Permission denied: 'new.txt'"],
    ["open('/lib')", "IsADirectoryError: [Errno 21] Is a directory: '/lib'"],
    ["2.0 ** 10000", "OverflowError: (34, 'Numerical result out of range')"],
    ["raise OSError(200, 'mine')", "OSError: [Errno 200] mine"],
    ["raise OverflowError('(68, 0)')", "OverflowError: (68, 0)"],
  ] as const) {
    const message = await resultOf(`def main():\n    ${statement}\n`);
    assert.ok(message.includes(`\n${expected}\n`), `${statement}: ${message}`);
  }
});

test("names that a target's Node lacks are not there, and all others are", async () => {
  const shown =
    "function main() { return { r: [typeof Object.groupBy, typeof [].at, typeof Set.prototype.union, typeof Iterator].join() } }";
  const shownAs = (name: string) => shown.replace("[typeof", `[typeof ${name}, typeof`);
  assert.equal(await resultOf(shown, "1.16", "javascript"), '{"r":"undefined,function,undefined,undefined"}');
  assert.match(await resultOf(shownAs("structuredClone"), "1.16", "javascript"), /^\{"r":"function,/);
  const absent = namesNewerThanNode("20.20");
  const here = `function main() { const all = ${JSON.stringify(absent)}; return { r: all.filter((path) => { let at = globalThis; const parts = path.split('.'); const name = parts.pop(); for (const part of parts) at = at?.[part]; return at !== undefined && at !== null && (name in Object(at) || name in Object(at.prototype)); }).join() } }`;
  assert.equal(await resultOf(here, "1.16", "javascript"), '{"r":""}');
});

test("the table of newer names knows each Node from the ones before", () => {
  assert.ok(newerNames.length > 60);
  const [older, middle, newest] = ["20.11", "22.16", "99.0"].map((node) => new Set(namesNewerThanNode(node)));
  assert.ok(older?.has("Object.groupBy") && older.has("Array.fromAsync") && older.has("Math.sumPrecise"));
  assert.ok(!middle?.has("Object.groupBy") && !middle?.has("Array.fromAsync") && middle?.has("RegExp.escape"));
  assert.ok(newest?.has("Math.sumPrecise") && !newest.has("RegExp.escape"));
});

test("a node that Dify refuses with its workflow is not run, and nothing takes over", async () => {
  const data = {
    type: "code",
    title: "Code",
    code: "def main():\n    return {'r': 'ran'}\n",
    code_language: "python3",
    variables: [],
    outputs: { r: { type: "string", children: null } },
    error_strategy: "default-value",
    default_value: [{ key: "r", type: "number", value: "seven" }],
    retry_config: { retry_enabled: true, max_retries: 3, retry_interval: 100 },
  };
  const graph = { nodes: [{ id: "1", data }], edges: [] };
  const [node] = dify.readWorkflow(JSON.stringify({ kind: "app", workflow: { graph } })).nodes;
  const [target] = difyTargets;
  assert.ok(node);
  const report = await runInSandbox(
    sandbox,
    { dialect: dify, node, target },
    { otherTargets: difyTargets, once: false },
  );
  assert.deepEqual([report.status, report.error?.type, report.attempts.length], ["failed", "ValidationError", 1]);
  assert.match(report.error?.message ?? "", /^default_value\.0: Value error, Cannot convert to number: seven$/);
  assert.deepEqual([report.flowing, report.elsewhere], [[], []]);
});

test("a program ends where Node looks for a package that is not there, whatever catches", async () => {
  const guarded = `let _; try { _ = require("lodash") } catch { _ = {} }\nfunction main() { return { r: "on" } }`;
  assert.equal(await resultOf(guarded, "1.16", "javascript"), killed);
  assert.equal(await resultOf(guarded, "1.13", "javascript"), killed);
  const { error } = await run(guarded, "1.16", "javascript");
  assert.match(error?.explanation ?? "", /has no package lodash.*No try catches that/);
  for (const call of ["process.cwd()", `require("fs").existsSync("/etc")`]) {
    const code = `function main() { try { ${call} } catch {} return { r: "on" } }`;
    assert.equal(await resultOf(code, "1.16", "javascript"), killed, call);
  }
});

test("process is there as far as it needs no machine", async () => {
  const told = (expression: string, target = "1.16") =>
    resultOf(`function main() { return { r: String(${expression}) } }`, target, "javascript");
  assert.equal(await told("process.env.HOME || 'none'"), '{"r":"none"}');
  assert.equal(await told("process.version"), '{"r":"v20.20.0"}');
  assert.equal(await told("process.version", "1.13"), '{"r":"v20.11.1"}');
  assert.equal(await told("process.platform + process.arch"), '{"r":"linuxx64"}');
  assert.equal(await told("typeof process.hrtime.bigint() + (process.uptime() > 0)"), '{"r":"biginttrue"}');
  assert.equal(
    await resultOf(`function main() { process.stdout.write("a"); return { r: "on" } }`, "1.16", "javascript"),
    '{"r":"on"}',
  );
  const exits = await resultOf(
    `function main() { try { process.exit(3) } finally { return {} } }`,
    "1.16",
    "javascript",
  );
  assert.equal(exits, "CodeExecutionError: error: exit status 3\n");
  const old = await resultOf(`function main() { return { r: new Buffer("v").toString() } }`, "1.16", "javascript");
  assert.match(old, /^CodeExecutionError: \(node:\d+\) \[DEP0005\] DeprecationWarning: Buffer\(\) is deprecated/);
});

test("keys from passwords, ciphers and packed data are Node's", async () => {
  const { createCipheriv, pbkdf2Sync, scryptSync } = await import("node:crypto");
  const { deflateSync, gzipSync } = await import("node:zlib");
  const code = `const c = require("crypto"), z = require("zlib");
function main() {
  const sealing = c.createCipheriv("aes-256-gcm", Buffer.alloc(32, 1), Buffer.alloc(12, 2)).setAAD(Buffer.from("a"));
  const sealed = Buffer.concat([sealing.update("some text"), sealing.final()]);
  const opening = c.createDecipheriv("aes-256-gcm", Buffer.alloc(32, 1), Buffer.alloc(12, 2)).setAAD(Buffer.from("a"));
  opening.setAuthTag(sealing.getAuthTag());
  const cbc = c.createCipheriv("aes-128-cbc", Buffer.alloc(16, 1), Buffer.alloc(16, 2));
  return { r: [
    opening.update(sealed, null, "utf8") + opening.final("utf8"),
    cbc.update("text", "utf8", "hex") + cbc.final("hex"),
    c.pbkdf2Sync("p", "salt", 12000, 40, "sha1").toString("hex"),
    c.scryptSync("p", "salt", 24).toString("hex"),
    z.gzipSync("text ".repeat(50)).toString("base64"),
    z.deflateSync(Buffer.from("text"), { level: 9 }).toString("hex"),
    z.gunzipSync(z.gzipSync("é")).toString(),
    z.inflateRawSync(z.deflateRawSync("raw")).toString(),
  ].join(" ") };
}`;
  const cbc = createCipheriv("aes-128-cbc", Buffer.alloc(16, 1), Buffer.alloc(16, 2));
  const expected = [
    "some text",
    cbc.update("text", "utf8", "hex") + cbc.final("hex"),
    pbkdf2Sync("p", "salt", 12000, 40, "sha1").toString("hex"),
    scryptSync("p", "salt", 24).toString("hex"),
    gzipSync("text ".repeat(50)).toString("base64"),
    deflateSync(Buffer.from("text"), { level: 9 }).toString("hex"),
    "é",
    "raw",
  ].join(" ");
  assert.equal(await resultOf(code, "1.16", "javascript"), JSON.stringify({ r: expected }));
});

test("digests that Python has of OpenSSL alone are there", async () => {
  const code = `import hashlib
def main():
    made = [hashlib.new(name, b"abc").hexdigest()[:12] for name in ("ripemd160", "sm3", "sha512_256", "sha512_224")]
    return {"r": " ".join(made + [hashlib.scrypt(b"p", salt=b"s", n=16, r=1, p=1, dklen=8).hex()])}
`;
  const { scryptSync } = await import("node:crypto");
  const derived = scryptSync("p", "s", 8, { N: 16, r: 1, p: 1 }).toString("hex");
  assert.equal(
    await resultOf(code),
    JSON.stringify({ r: `8eb208f7e05d 66c7f0f462ee 53048e268194 4634270f707b ${derived}` }),
  );
});

test("names and patterns that an older Python lacks, and annotations that it evaluates", async () => {
  const batched = `from itertools import batched\ndef main():\n    return {"r": str(list(batched("abc", 2)))}`;
  assert.match(await resultOf(batched, "1.13"), /ImportError: cannot import name 'batched' from 'itertools'/);
  assert.match(await resultOf(batched), /\('a', 'b'\)/);
  const uuid = `import uuid\ndef main():\n    return {"r": str(uuid.uuid7().version) + uuid.NAMESPACE_DNS.hex}`;
  assert.match(await resultOf(uuid, "1.13"), /AttributeError: module 'uuid' has no attribute 'uuid7'/);
  const zstd = `from compression import zstd\ndef main():\n    return {"r": "on"}`;
  assert.match(await resultOf(zstd, "1.13"), /ModuleNotFoundError: No module named 'compression'/);
  const group = `def main():\n    return {"r": str(ExceptionGroup)}`;
  assert.match(await resultOf(group, "1.13"), /NameError: name 'ExceptionGroup' is not defined/);
  const annotated = `def main(x: Unknown = 1):\n    return {"r": "on"}`;
  assert.match(await resultOf(annotated, "1.13"), /line 1, in .*\nNameError: name 'Unknown' is not defined/);
  assert.equal(await resultOf(annotated), '{"r":"on"}');
  const later = `from __future__ import annotations\nclass A:\n    x: Unknown\ndef main(x: A = 1):\n    return {"r": "on"}`;
  assert.equal(await resultOf(later, "1.13"), '{"r":"on"}');
  const pattern = `import re\ndef main():\n    return {"r": str(re.findall(r"a++b", "aab"))}`;
  assert.match(await resultOf(pattern, "1.13"), /multiple repeat at position 2/);
  // What the library itself needs of newer names goes on.
  const library = `import enum, typing, uuid, datetime, statistics\nfrom dataclasses import dataclass\nclass A(enum.IntEnum):\n    B = 1\n@dataclass\nclass C:\n    d: typing.List[int]\ndef main():\n    return {"r": str(C([A.B]))}`;
  assert.equal(await resultOf(library, "1.13"), '{"r":"C(d=[<A.B: 1>])"}');
});

test("files, folders and locales answer with a server's numbers", async () => {
  const code = `import errno, locale, os
def main():
    said = []
    for action in (lambda: open("config.json"), lambda: open("/dev/null", "w"), lambda: open("out.txt", "w"), lambda: os.listdir("/nope")):
        try:
            action()
        except OSError as error:
            said.append(f"{type(error).__name__} {error.errno} {error}")
    os.makedirs("/tmp/a/b", exist_ok=True)
    try:
        locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    except locale.Error as error:
        said.append(str(error))
    return {"r": " | ".join(said)}
`;
  assert.equal(
    await resultOf(code),
    JSON.stringify({
      r: [
        "FileNotFoundError 2 [Errno 2] No such file or directory: 'config.json'",
        "FileNotFoundError 2 [Errno 2] No such file or directory: '/dev/null'",
        "PermissionError 13 [Errno 13] Permission denied: 'out.txt'",
        "FileNotFoundError 2 [Errno 2] No such file or directory: '/nope'",
        "unsupported locale setting",
      ].join(" | "),
    }),
  );
});
