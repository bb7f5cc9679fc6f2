import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createEngineMaker, placesOf } from "../../src/sandbox/javascript/engine.ts";
import { readImage } from "../../src/sandbox/javascript/memory-image.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openSandbox, requestFor } from "./requests.ts";

// Every run starts from a copy of one engine's memory: nothing that one does to its copy is in the next.
const sandbox = openSandbox();
const folder = mkdtempSync(join(tmpdir(), "code-nodes-memory-"));
after(async () => {
  await sandbox.dispose();
  rmSync(folder, { recursive: true });
});

async function resultOf(by: Sandbox, code: string, changes = {}): Promise<unknown> {
  const outcome = await by.run(requestFor("javascript", code, { awaitsResult: true, ...changes }));
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  return JSON.parse(outcome.kind === "returned" ? outcome.resultText : "null");
}

const look = `async function main() {
  const crypto = require("crypto");
  const { DateTime } = require("luxon");
  return [
    Buffer.from("ab").toString("hex"), new Intl.NumberFormat("de").format(1.5), (1.5).toLocaleString("de"),
    "a".localeCompare("b"), crypto.createHash("md5").update("").digest("hex"), new URL("http://a/b").pathname,
    DateTime.fromMillis(0).setZone("utc").toISO(), require("lodash").chunk([1, 2]).length, require("util").inspect({ a: 1 }),
    new TextDecoder().decode(new TextEncoder().encode("ü")), structuredClone([1]), typeof setTimeout, typeof console.log,
    [1, 2].map(String), new Map([[1, 2]]).get(1), Math.max(1, 2), new Date(0).toISOString(), typeof leak, Object.keys(module.exports),
    "<sandbox>" in globalThis, Error.stackTraceLimit, require("moment").utc(0).format("YYYY"), JSON.stringify({ a: 1 }),
    new Intl.Collator().compare("a", "b"), [...new URLSearchParams("a=1")], new Error("x").toString(),
  ];
}`;

const poisons: readonly (readonly [what: string, code: string])[] = [
  [
    "prototypes",
    `for (const it of [Buffer, Intl.NumberFormat, Intl.Collator, String, Number, Date, Map, Array, Promise, TextEncoder, URL, URLSearchParams, Error, Object, Function, RegExp])
       for (const name of Object.getOwnPropertyNames(it.prototype)) if (name !== "constructor") try { Object.defineProperty(it.prototype, name, { value: () => "poisoned", configurable: true }) } catch {}`,
  ],
  [
    "modules",
    `for (const name of ["crypto", "luxon", "lodash", "moment", "util", "url", "buffer", "path", "events", "jmespath", "assert"]) {
       const it = require(name); for (const key of Object.keys(it)) try { it[key] = () => "poisoned" } catch {} it.leak = 1; }
     module.exports.leak = 1;`,
  ],
  [
    "luxon's settings",
    `const s = require("luxon").Settings; s.defaultZone = "Asia/Tokyo"; s.defaultLocale = "ja"; s.now = () => 0`,
  ],
  [
    "moment's locale",
    `require("moment").locale("x", { months: ["a"] }); require("moment").updateLocale("en", { months: ["poison"] })`,
  ],
  [
    "globals",
    `for (const name of Object.getOwnPropertyNames(globalThis)) if (!["globalThis", "main"].includes(name)) try { globalThis[name] = () => "poisoned" } catch {}`,
  ],
  ["gone globals", `for (const name of Object.getOwnPropertyNames(globalThis)) delete globalThis[name]`],
  [
    "frozen things",
    `for (const it of [Object.prototype, Array.prototype, globalThis, Function.prototype, Intl, Math, JSON]) try { Object.freeze(it) } catch {}`,
  ],
  [
    "timers that wait, and a promise",
    `setTimeout(() => { globalThis.leak = 1 }, 5); Promise.reject(1).catch(() => { globalThis.leak = 2 }); console.group("deep"); console.count(); console.time()`,
  ],
  [
    "formatters",
    `for (let i = 0; i < 1200; i++) new Intl.NumberFormat("en", { minimumFractionDigits: i % 20, maximumFractionDigits: 20 }).format(i)`,
  ],
  ["an engine out of memory", `const kept = []; try { for (;;) kept.push(new Uint8Array(1e6)) } catch {}`],
];

for (const [what, poison] of poisons) {
  test(`a run sees nothing of the one before: ${what}`, async () => {
    const clean = await resultOf(sandbox, look);
    await sandbox.run(
      requestFor("javascript", `const names = 1; globalThis.leak = 1;\n{ ${poison} }\nfunction main() { return 1 }`),
    );
    assert.deepEqual(await resultOf(sandbox, look), clean);
  });
}

test("each run draws numbers of its own", async () => {
  const draw = `const main = () => [Math.random(), require("crypto").randomUUID(), require("lodash").random(1, 1e15), crypto.getRandomValues(new Uint32Array(2)).join()]`;
  const drawn = [];
  for (let count = 0; count < 20; count++) drawn.push((await resultOf(sandbox, draw)) as unknown[]);
  for (const at of [0, 1, 2, 3]) assert.equal(new Set(drawn.map((values) => values[at])).size, 20);
});

test("the generator spreads evenly from every state", async () => {
  const code = `const main = () => { const n = [0, 0, 0, 0]; for (let i = 0; i < 4000; i++) n[Math.floor(Math.random() * 4)]++; return n }`;
  for (let count = 0; count < 5; count++) {
    const parts = (await resultOf(sandbox, code)) as number[];
    assert.ok(
      parts.every((part) => part > 800 && part < 1200),
      String(parts),
    );
  }
});

test("without a fitting image the guest is loaded, and all is the same", async () => {
  const image = readFileSync("dist/sandbox/javascript-memory.bin");
  const start = 4 + image.readUInt32LE(0);
  const header = JSON.parse(image.subarray(4, start).toString());
  const foreign = Buffer.from(JSON.stringify({ ...header, contextAt: header.contextAt + 8 }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(foreign.length);
  const expected = await resultOf(sandbox, look);
  for (const [name, content] of Object.entries({
    empty: Buffer.alloc(0),
    cut: image.subarray(0, 1_000_000),
    nonsense: Buffer.alloc(5000, 7),
    foreign: Buffer.concat([length, foreign, image.subarray(start)]),
  })) {
    const assets = join(folder, name);
    mkdirSync(join(assets, "modules"), { recursive: true });
    for (const file of readdirSync("dist/sandbox").filter((file) => file.startsWith("javascript"))) {
      cpSync(join("dist/sandbox", file), join(assets, file));
    }
    cpSync("dist/sandbox/modules", join(assets, "modules"), { recursive: true });
    writeFileSync(join(assets, "javascript-memory.bin"), content);
    const other = createSandbox({ assetsFolder: assets });
    try {
      assert.deepEqual(await resultOf(other, look), expected, name);
      assert.notEqual(
        await resultOf(other, "const main = () => Math.random()"),
        await resultOf(other, "const main = () => Math.random()"),
      );
    } finally {
      await other.dispose();
    }
  }
});

test("an engine that allocates elsewhere does not start from the image", async () => {
  const image = readImage(readFileSync("dist/sandbox/javascript-memory.bin"), (bytes) =>
    new TextDecoder().decode(bytes),
  );
  const engine = readFileSync("dist/sandbox/javascript.wasm");
  const fresh = await createEngineMaker(engine)(64 * 1024 * 1024);
  const own = { ...image, header: { ...image.header, ...placesOf(fresh.runtime, fresh.context) } };
  const moved = { ...own, header: { ...own.header, contextAt: own.header.contextAt + 8 } };
  assert.equal((await createEngineMaker(engine, own)(64 * 1024 * 1024)).isPrepared, true);
  assert.equal((await createEngineMaker(engine, moved)(64 * 1024 * 1024)).isPrepared, false);
});

test("memory is bounded by the request, image or not", async () => {
  for (const megabytes of [32, 96]) {
    const code = `function main() { const kept = []; try { for (;;) kept.push(new Uint8Array(1 << 20)) } catch { const count = kept.length; kept.length = 0; return count } }`;
    const count = Number(await resultOf(sandbox, code, { limits: { memoryBytes: megabytes * 1024 * 1024 } }));
    assert.ok(count < megabytes && count > megabytes - 20, `${count} of ${megabytes}`);
  }
});
