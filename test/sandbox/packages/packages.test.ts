import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import type { ModulePolicy } from "../../../src/core/contract/module-policy.ts";
import type { RunOutcome } from "../../../src/core/run/outcome.ts";
import type { DownloadDesk, PackageOptions } from "../../../src/sandbox/packages/package-options.ts";
import { layBait } from "../escapes/bait.ts";
import { openSandbox, requestFor } from "../requests.ts";
import { type Mirror, openMirror } from "./mirror.ts";
import { lockTextOf, type MadeWheel, makeWheel } from "./wheels.ts";

const top = makeWheel(
  "cn_top",
  {
    "cn_top/__init__.py": "import cn_base\nmood = 'kind'\n",
    "cn_top/deep.py": "def greet(name):\n    from cn_base import word\n    return f'{word}, {name}'\n",
    "cn_top/data.txt": "a file beside the code\n",
  },
  { depends: ["cn_base"] },
);
const base = makeWheel("cn_base", { "cn_base.py": "word = 'Hello'\n" });
const secret = makeWheel("cn_secret", { "cn_secret.py": "" });
const failing = makeWheel("cn_failing", { "cn_failing.py": "raise RuntimeError('not today')\n" });
/** As far as the real one reaches for JavaScript's network. */
const urllib3 = makeWheel("urllib3", {
  "urllib3/__init__.py":
    "from . import connection\nfrom .contrib.emscripten import inject_into_urllib3\ninject_into_urllib3()\n",
  "urllib3/contrib/__init__.py": "",
  "urllib3/contrib/emscripten/__init__.py": "import js\n",
  "urllib3/connection.py": "class HTTPConnection:\n    def _new_conn(self):\n        return 'connected'\n",
  "urllib3/exceptions.py": "class NewConnectionError(Exception):\n    pass\n",
});
const broken = unpackable("cn_broken");
const policy: ModulePolicy = {
  allowed: ["cn_top", "cn_failing", "cn_broken", "urllib3", "importlib", "os", "sys", "json"],
  blocked: [],
  otherwise: "The platform does not have {module}.",
  separator: ".",
};

const folder = mkdtempSync(join(tmpdir(), "code-nodes-packages-"));
let mirror: Mirror;
let sandbox: ReturnType<typeof openSandbox>;

const agrees: DownloadDesk = async (_offer, download) => {
  await download({});
  return { kind: "done" };
};

before(async () => {
  mirror = await openMirror(top, base, secret, failing, urllib3, broken);
  sandbox = open("shared");
});
beforeEach(() => {
  mirror.requests.length = 0;
});
after(async () => {
  await Promise.all([mirror.close(), sandbox.dispose()]);
  rmSync(folder, { recursive: true });
});

const greeting = `
from cn_top.deep import greet
import cn_top, os
def main():
    with open(os.path.join(os.path.dirname(cn_top.__file__), "data.txt")) as file:
        return [greet("you"), cn_top.mood, file.read()]`;
const greeted = JSON.stringify(["Hello, you", "kind", "a file beside the code\n"]);

test("the first run downloads what the code imports; a later process runs it from the cache, without any server", async () => {
  const first = open("lasting");
  assert.equal(compact(returned(await first.run(requestOf(greeting)))), greeted);
  assert.deepEqual([...mirror.requests].sort(), [base.fileName, top.fileName]);
  await first.dispose();
  mirror.requests.length = 0;
  const second = open("lasting", { desk: () => assert.fail("nobody is asked"), defaultAddress: "http://127.0.0.1:1" });
  assert.equal(compact(returned(await second.run(requestOf(greeting)))), greeted);
  await second.dispose();
  assert.deepEqual(mirror.requests, []);
});

test("every run has an interpreter of its own, also the one that was kept ready", async () => {
  const code = `import cn_top\ndef main():\n    seen = cn_top.mood\n    cn_top.mood = "spoilt"\n    return seen`;
  for (let run = 0; run < 3; run++) assert.equal(returned(await sandbox.run(requestOf(code))), '"kind"');
});

test("what the policy does not allow is neither fetched nor imported, though it lies beside", async () => {
  const threw = await sandbox.run(requestOf("import cn_secret\ndef main():\n    return 1"));
  assert.match(messageOf(threw), /^The platform does not have cn_secret\.$/);
  const dependency = await sandbox.run(requestOf("import cn_top\nimport cn_base\ndef main():\n    return 1"));
  assert.match(messageOf(dependency), /^The platform does not have cn_base\.$/);
  assert.ok(!mirror.requests.includes(secret.fileName));
});

test("a module whose name is made while the code runs cannot be brought along, and the error says so", async () => {
  const code = 'import importlib\ndef main():\n    return importlib.import_module("cn_" + "top").mood';
  assert.match(
    messageOf(await sandbox.run(requestOf(code))),
    /only the packages whose import it can see: write `import cn_top`/,
  );
});

test("code that cannot be read downloads nothing, and JavaScript never does", async () => {
  const fresh = open("unread");
  const unreadable = await fresh.run(requestOf("import cn_top\ndef main(:\n"));
  assert.equal(unreadable.kind === "threw" && unreadable.error.type, "SyntaxError");
  await fresh.run(requestFor("javascript", 'function main() { return "import cn_top" }'));
  await fresh.dispose();
  assert.deepEqual(mirror.requests, []);
});

test("without consent, without a network and with a wrong file the run is not begun, and says why", async () => {
  const declines: DownloadDesk = async () => ({ kind: "declined", remedy: "Ask again." });
  for (const [options, message] of [
    [{ desk: declines }, /cn_base 1\.0 and cn_top 1\.0, which are not on this machine\. Ask again\./],
    [{ defaultAddress: "http://127.0.0.1:1/" }, /could not be fetched/],
    [{ source: () => folder }, /has no cn_base-1\.0-py3-none-any\.whl/],
  ] as const) {
    const closed = open("unprovided", options);
    const outcome = await closed.run(requestOf(greeting));
    assert.equal(outcome.kind === "stopped" && outcome.limit, "packages");
    assert.match(messageOf(outcome), message);
    assert.equal(returned(await closed.run(requestOf("def main():\n    return 1"))), "1", "other code runs");
    await closed.dispose();
  }
});

test("a run tells when it waits for packages, and other code does not wait", async () => {
  const waited: (boolean | "asked")[] = [];
  const asking = open("waiting", {
    desk: async () => {
      waited.push("asked");
      return { kind: "declined", remedy: "" };
    },
  });
  const watch = (isWaiting: boolean) => waited.push(isWaiting);
  await asking.run(requestOf(greeting), undefined, watch);
  assert.deepEqual(waited, [true, "asked", false]);
  await asking.run(requestOf("def main():\n    return 1"), undefined, watch);
  assert.equal(waited.length, 3);
  await asking.dispose();
});

test("a run that is stopped while the question is open ends as stopped", async () => {
  const stop = new AbortController();
  const asking = open("asking", {
    desk: () => {
      setImmediate(() => stop.abort());
      return new Promise(() => {});
    },
  });
  const outcome = await asking.run(requestOf(greeting), stop.signal);
  assert.equal(outcome.kind === "stopped" && outcome.limit, "cancelled");
  await asking.dispose();
});

test("a package that fails at its import fails the import in the user's code, and the sandbox stays whole", async () => {
  const outcome = await sandbox.run(requestOf("import cn_failing\ndef main():\n    return 1"));
  assert.equal(messageOf(outcome), "not today");
  const unreadable = await sandbox.run(requestOf("import cn_broken\ndef main():\n    return 1"));
  assert.match(messageOf(unreadable), /^No module named 'cn_broken'\. The platform has it, but/);
});

test("a library that would fetch through JavaScript says that there is no network", async () => {
  const code = "import urllib3\ndef main():\n    return urllib3.connection.HTTPConnection()._new_conn()";
  assert.match(
    messageOf(await sandbox.run(requestOf(code))),
    /A Code node has no network\. Fetch the data with an HTTP/,
  );
});

test("with packages the sandbox is as closed as without", async () => {
  const before = new Set(readdirSync(folder));
  const bait = await layBait();
  const attempts: { id: string; language: string; code: string }[] = JSON.parse(
    readFileSync("test/vectors/escapes.json", "utf8"),
  );
  const python = attempts.filter(({ language }) => language === "python");
  // Every fourth: all of them are tried without packages.
  const tried = python.filter((_, at) => at % 4 === 0);
  assert.ok(tried.length > 10);
  for (const { id, code } of tried) {
    const filled = bait.place(code).replaceAll("@ID@", id);
    const { modules } = requestFor("python", "");
    const outcome = await sandbox.run(
      requestFor("python", `import cn_top\n${filled}`, {
        modules: { ...modules, allowed: [...modules.allowed, "cn_top"] },
        limits: { timeMs: 1000 },
      }),
    );
    assert.ok(!JSON.stringify(outcome).includes(bait.secret), id);
    const shown = (outcome.kind === "returned" ? outcome.resultText : "") + JSON.stringify(outcome.console);
    assert.ok(!shown.includes("JSX-42"), `${id} ran JavaScript`);
  }
  assert.deepEqual(new Set(readdirSync(folder)), before, "nothing was written");
  assert.deepEqual(bait.damage(), []);
  bait.remove();
});

function open(cacheName: string, options: Partial<PackageOptions> = {}) {
  return openSandbox({
    cacheFolder: join(folder, cacheName),
    packages: {
      lockText: lockTextOf(top, base, secret, failing, urllib3, broken),
      source: () => undefined,
      sourceName: "the test's setting",
      defaultAddress: mirror.address,
      desk: agrees,
      ...options,
    },
  });
}

/** The very file that the lock file names, and yet no archive. */
function unpackable(name: string): MadeWheel {
  const wheel = makeWheel(name, {});
  const content = Buffer.from("no archive");
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { ...wheel, content, entry: { ...wheel.entry, sha256 } };
}

function requestOf(code: string) {
  return requestFor("python", code, { modules: policy });
}

function returned(outcome: RunOutcome): string {
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  return outcome.kind === "returned" ? outcome.resultText : "";
}

function messageOf(outcome: RunOutcome): string {
  if (outcome.kind === "threw") return outcome.error.message;
  assert.equal(outcome.kind, "stopped", JSON.stringify(outcome));
  return outcome.kind === "stopped" ? outcome.message : "";
}

function compact(resultText: string): string {
  return JSON.stringify(JSON.parse(resultText));
}
