import assert from "node:assert/strict";
import { before, test } from "node:test";
import { type OpenRealm, openPythonRealm } from "./python-realm.ts";

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
