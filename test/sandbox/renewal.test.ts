import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { createConsoleBuffer } from "../../src/sandbox/console-buffer.ts";
import { createPythonBoot } from "../../src/sandbox/python/python-boot.ts";
import { modules, traces } from "./leavings-of-runs.ts";
import { type OpenRealm, openPythonRealm } from "./python-realm.ts";
import { requestFor } from "./requests.ts";

// After a run the interpreter is what it was when it had booted: its memory byte for byte, and all that code can ask of it.

let realm: OpenRealm;
before(async () => {
  realm = await openPythonRealm();
});

/** What changes as much as code can change, by what it is about. */
const dirt: Readonly<Record<string, string>> = {
  nothing: "def main():\n    return 1",
  "the library": `
import builtins, collections, decimal, json, logging, math, re, sys, warnings
def main():
    builtins.leak = 1
    builtins.len = lambda *_: 42
    json.dumps = None
    math.pi = 3
    decimal.Decimal.leak = 1
    decimal.getcontext().prec = 3
    sys.modules["leak"] = sys
    del sys.modules["re"]
    warnings.simplefilter("error")
    logging.basicConfig(level=1)
    return 1`,
  "files and the working folder": `
import os
def main():
    os.kept = [open("/request.json") for _ in range(320)]
    for file in os.kept[::2]: file.read(3)
    os.chdir("/lib")
    os.close(0)
    return 1`,
  memory: "def main():\n    main.kept = [b'x' * 1000 for _ in range(20_000)]\n    return 1",
  "types and names": `
import sys
def main():
    sys.kept = [type(f"T{i}", (), {f"a{i}": i}) for i in range(1000)] + [sys.intern(f"name{i}") for i in range(20_000)]
    return 1`,
  "modules of every kind": `
import sys
def main():
    for name in sorted(sys.stdlib_module_names):
        if name in ("antigravity", "this", "idlelib", "turtle", "tkinter"): continue
        try: __import__(name)
        except BaseException: pass
    return 1`,
  "tasks that are never done": `
import asyncio
async def wait():
    await asyncio.sleep(1000)
def main():
    loop = asyncio.new_event_loop()
    main.kept = [loop, [loop.create_task(wait()) for _ in range(50)], wait()]
    return 1`,
  "tracers, limits and the collector": `
import gc, sys, threading
def main():
    gc.freeze(); gc.disable(); gc.callbacks.append(print)
    sys.settrace(lambda *_: None)
    sys.setrecursionlimit(77)
    sys.set_int_max_str_digits(1000)
    return 1`,
  "an error that keeps everything": "def main():\n    kept = [object()] * 9999\n    return 1 / 0",
  "code that is none": "def main(:",
  "a result that is none": "def main():\n    return object()",
  "closed streams": "import sys\ndef main():\n    sys.stdout.close()\n    sys.stdin.read()\n    return 1",
  "random numbers":
    "import random, secrets, uuid\ndef main():\n    return [random.random(), secrets.token_hex(), str(uuid.uuid4())]",
  "calls that are refused": `
import os, socket
def main():
    for attempt in (lambda: open("/x", "w"), lambda: os.mkdir("/y"), lambda: socket.socket(), lambda: os.pipe(), lambda: os.unlink("/request.json")):
        try: attempt()
        except OSError: pass
    return 1`,
};

/** What code can ask of an interpreter that is the same in every one, at an address or not. */
const look = `
import asyncio, atexit, builtins, copyreg, decimal, gc, json, linecache, locale, logging, os, random, re, signal, sys, threading, time, warnings
def seen(ask):
    try: return repr(ask())
    except BaseException as error: return f"{type(error).__name__}: {error}"
def main():
    asks = [
        lambda: [id(object()) for _ in range(5)], lambda: hash("text"), lambda: list({"a", "b", "c", "d"}),
        lambda: gc.get_count(), lambda: gc.get_stats(), lambda: len(gc.get_objects()), lambda: gc.isenabled(),
        lambda: gc.get_freeze_count(), lambda: sorted(sys.modules), lambda: sorted(vars(builtins)),
        lambda: sorted(vars(json)), lambda: os.open("/request.json", 0), lambda: os.listdir("/"), lambda: os.getcwd(),
        lambda: os.stat("/request.json").st_ino, lambda: dict(os.environ), lambda: locale.setlocale(locale.LC_ALL),
        lambda: decimal.getcontext(), lambda: [str(f) for f in warnings.filters], lambda: signal.getsignal(2),
        lambda: sys.path, lambda: len(sys.meta_path), lambda: threading.enumerate(), lambda: asyncio.run(asyncio.sleep(0, 5)),
        lambda: logging.root.handlers, lambda: re.purge(), lambda: copyreg.dispatch_table, lambda: atexit._ncallbacks(),
        lambda: [sys.gettrace(), sys.getprofile(), sys.getrecursionlimit(), sys.get_int_max_str_digits()],
        lambda: [sys.stdout.closed, sys.stdin.read()], lambda: os.umask(0), lambda: sys.getallocatedblocks(),
        lambda: sorted(linecache.cache), lambda: sys.intern("never seen").__class__, lambda: os.urandom(0),
    ]
    return [seen(ask) for ask in asks]`;

test("whatever a run does, the memory is as it was, byte for byte, and the next run sees a new interpreter", async () => {
  assert.equal(realm.renew(), undefined, "nothing has run");
  const numbers = new Set<string>();
  for (let runs = 0; runs < 5; runs++) {
    numbers.add(realm.run("import random\ndef main():\n    return random.random()").said);
    assert.equal(realm.renew(), 0);
  }
  assert.equal(numbers.size, 5, "each run has its own random numbers");
  realm.stopChance();
  realm.run(dirt.nothing ?? "");
  assert.equal(realm.renew(), 0);
  const memory = realm.memory();
  const { said } = realm.run(look);
  assert.match(said, /^\["\[/);
  for (const [name, code] of Object.entries(dirt)) {
    assert.notEqual(realm.renew(), undefined, name);
    const { exit } = realm.run(code);
    assert.equal(exit, "finished", name);
    assert.notEqual(realm.renew(), undefined, name);
    assert.deepEqual(differences(memory, realm.memory()), [], name);
    assert.equal(realm.run(look).said, said, name);
  }
});

/** Each leaves an interpreter that is ended, by what it does to it. */
const ends: Readonly<Record<string, { readonly code: string; readonly exit: RegExp; readonly memoryBytes?: number }>> =
  {
    "its own end": { code: "import os\ndef main():\n    os._exit(3)", exit: /^exited: 3$/ },
    "an abort": { code: "import os\ndef main():\n    os.abort()", exit: /^(?:exited|broke)/ },
    "a closed import": {
      code: `
import _imp, importlib.util
def main():
    return _imp.create_builtin(importlib.util.spec_from_loader("_pyodide_core", None)).create_proxy(main)`,
      exit: /^left: /,
    },
    "a stack that is too deep": {
      code: "import _pickle, sys\nsys.setrecursionlimit(10**9)\ndef main():\n    a = []\n    for _ in range(10**5): a = [a]\n    return repr(a)",
      exit: /^(?:overflowed|broke)/,
    },
    "memory that was refused": {
      code: "def main():\n    try: return len([bytes(20_000_000) for _ in range(9)])\n    except MemoryError: return 1",
      exit: /^(?:finished|memory)$/,
      memoryBytes: 64 * 1024 * 1024,
    },
    "much memory": { code: "def main():\n    return len(bytes(100_000_000))", exit: /^finished$/ },
  };

for (const [name, { code, exit, memoryBytes }] of Object.entries(ends)) {
  test(`after ${name} the interpreter is not used again`, async () => {
    const realm = await openPythonRealm();
    const run = realm.run(code, memoryBytes === undefined ? {} : { limits: { memoryBytes } });
    assert.match(run.exit, exit);
    assert.equal(realm.renew(), undefined);
  });
}

test("memory that has grown is empty, and how much there is now is told", async () => {
  const realm = await openPythonRealm();
  realm.stopChance();
  realm.run(dirt.nothing ?? "");
  realm.renew();
  const memory = realm.memory();
  realm.run("def main():\n    return len(b'x' * 20_000_000)");
  const bytes = realm.renew();
  const after = realm.memory();
  assert.equal(bytes, after.length);
  assert.ok(after.length > memory.length);
  assert.deepEqual(differences(memory, after), []);
});

test("what lies outside of the memory is put back or ends the interpreter", async () => {
  const realm = await openPythonRealm();
  const { __stack_pointer, __indirect_function_table, _hiwire_set } = realm.exports as {
    readonly __stack_pointer: { value: number };
    readonly __indirect_function_table: { grow(count: number): number };
    readonly _hiwire_set: (slot: number, value: unknown) => void;
  };
  const { value } = __stack_pointer;
  realm.run(dirt.nothing ?? "");
  __stack_pointer.value = value - 4096;
  assert.equal(realm.renew(), 0);
  assert.equal(__stack_pointer.value, value);
  realm.run(dirt.nothing ?? "");
  __indirect_function_table.grow(1);
  assert.equal(realm.renew(), undefined);
  const other = await openPythonRealm();
  other.run(dirt.nothing ?? "");
  (other.exports._hiwire_set as typeof _hiwire_set)(3, { leak: 1 });
  assert.equal(other.renew(), undefined);
});

/** Lines of which any may follow any other. */
const lines = [
  ...Object.values(traces).map(([leave]) => leave),
  "kept = [bytearray(n) for n in range(0, 5000, 7)]",
  "builtins.kept = {i: [i, str(i)] for i in range(3000)}",
  "json.kept = [compile(f'a{i} = {i}', 'x', 'exec') for i in range(50)]",
  "sys.kept = [open('/request.json') for _ in range(9)]; os.chdir('/lib')",
  "asyncio.run(asyncio.sleep(0))",
  "re.compile('(a|b)+' * 20).match('ab' * 50)",
  "builtins.thread = __import__('threading').Timer(1, print)",
  "decimal.getcontext().prec = 99; builtins.kept2 = decimal.Decimal(2).sqrt()",
  "builtins.error = 1 / 0",
  "raise SystemExit(5)",
  "__import__('sqlite3').connect(':memory:').execute('create table a (b)')",
  "[__import__(name) for name in ('email', 'xml.dom.minidom', 'html.parser', 'csv', 'difflib', 'heapq', 'bisect')]",
  "struct.pack('<q', 5); functools.lru_cache()(len)('x'); contextvars.ContextVar('v').set(1)",
  "def deep(n): return deep(n + 1)\ndeep(0)",
  "builtins.generator = (x for x in [[]] * 99); next(builtins.generator)",
  "os.open('/request.json', 0); os.read(0, 5); os.listdir('/'); os.stat('/lib')",
  "print('x' * 5000); sys.stderr.write('y'); sys.stdout.flush()",
  "weak = __import__('weakref').finalize(type('C', (), {})(), print)",
  "__import__('logging').getLogger('a.b').warning('w')",
  "__import__('random').seed(1); __import__('random').shuffle(list(range(99)))",
];
const programs = Number(process.env.CODE_NODES_SOAK_RUNS ?? 150);

test(`${programs} programs of any lines leave nothing`, async () => {
  const before = openPythonRealm();
  let realm = await before;
  let memory = startOver(realm);
  let renewals = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 12 }), async (chosen) => {
      const code = `import ${modules}\nrun = exec\ndef main(lines):\n    for line in lines:\n        try: run(line, globals())\n        except BaseException: pass\n    return 1`;
      realm.run(code, { given: JSON.stringify({ lines: chosen }) });
      if (realm.renew() === undefined) {
        realm = await openPythonRealm();
        memory = startOver(realm);
        return;
      }
      renewals += 1;
      assert.deepEqual(differences(memory, realm.memory()), []);
    }),
    { numRuns: programs },
  );
  assert.ok(renewals > programs / 2, `${renewals} of ${programs}`);
});

function startOver(realm: OpenRealm): Uint8Array {
  realm.stopChance();
  realm.run(dirt.nothing ?? "");
  realm.renew();
  return realm.memory();
}

/** The pages in which they differ. */
function differences(before: Uint8Array, after: Uint8Array): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < after.length; at += 4096) {
    const page = after.subarray(at, at + 4096);
    const was = at < before.length ? before.subarray(at, at + 4096) : new Uint8Array(page.length);
    if (Buffer.compare(page, was) !== 0) found.push(at.toString(16));
  }
  return found;
}

test("a worker is renewed two hundred times, and never after it was interrupted", async () => {
  const { boot } = createPythonBoot({ assetsFolder: "dist/sandbox", usesSnapshot: true });
  const worker = await boot();
  const run = (body: string) =>
    worker.run({ request: requestFor("python", `def main():\n    ${body}`), console: createConsoleBuffer(1000) });
  for (let renewals = 0; renewals < 200; renewals++) {
    await run("return 1");
    assert.ok(await worker.whenRenewed());
  }
  await run("return 1");
  assert.equal(await worker.whenRenewed(), false);
  await worker.end();
  const other = await boot();
  const running = other.run({
    request: requestFor(
      "python",
      "def main():\n    try:\n        while True: pass\n    except BaseException: return 1",
    ),
    console: createConsoleBuffer(1000),
  });
  const asking = setInterval(() => other.interrupt(), 20);
  const end = await running;
  clearInterval(asking);
  assert.ok(end.kind === "done" && end.exit === "finished" && end.wasInterrupted, JSON.stringify(end));
  assert.equal(await other.whenRenewed(), false);
  await other.end();
});

test("interpreters with packages of Python are renewed, those with native libraries are not", async () => {
  const { boot } = createPythonBoot({ assetsFolder: "dist/sandbox", usesSnapshot: true });
  for (const [name, isRenewed] of [
    ["none-1.0-py3-none-any.whl", true],
    ["none-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl", false],
  ] as const) {
    const worker = await boot(undefined, { files: [{ name, installTo: "site", bytes: emptyArchive }], modules: [] });
    const request = requestFor("python", "def main():\n    return 1");
    const end = await worker.run({ request, console: createConsoleBuffer(1000) });
    assert.ok(end.kind === "done" && end.resultText === "1", JSON.stringify(end));
    assert.equal(await worker.whenRenewed(), isRenewed, name);
    await worker.end();
  }
});

/** The end of a ZIP archive without entries. */
const emptyArchive = Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]);
