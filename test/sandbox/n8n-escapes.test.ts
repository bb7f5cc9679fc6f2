import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { N8nRunContext } from "../../src/core/dialects/n8n/platform/run-context.ts";
import { contextFor, fromJson, toJson } from "../core/dialects/n8n/context-of.ts";
import { nativeCalls, refusedCalls } from "./bombs/native-calls.ts";
import { type Bait, layBait } from "./escapes/bait.ts";
import { allowing, runN8nJavaScript } from "./n8n-runs.ts";
import { openSandbox } from "./requests.ts";

interface Attempt {
  readonly id: string;
  readonly code: string;
}

const sandbox = openSandbox();
let bait: Bait;

before(async () => {
  bait = await layBait();
});

after(async () => {
  bait.remove();
  await sandbox.dispose();
});

const readAttempts = (name: string): readonly Attempt[] =>
  JSON.parse(readFileSync(`test/sandbox/escapes/${name}.json`, "utf8"));
const everyModule = allowing("*", "*");

async function run(code: string, changes: Partial<N8nRunContext> = {}, timeLimitMs = 5000) {
  return runN8nJavaScript(
    contextFor(bait.place(code), changes),
    { modules: everyModule, languages: { python: "3.13", node: "24.21" }, timeLimitMs },
    (request) => sandbox.run(request),
  );
}

const nodes: readonly Partial<N8nRunContext>[] = [
  {},
  { mode: "runOnceForEachItem", onError: "continueRegularOutput" },
  { kind: "function" },
  { kind: "function-item" },
];

test("nothing that n8n gives a node's code leads out of the engine", async () => {
  const attempts = readAttempts("n8n-environment");
  assert.ok(attempts.length >= 28);
  const through: string[] = [];
  for (const { id, code } of attempts) {
    for (const node of nodes) {
      const { outcomes, ending } = await run(code, node);
      const said = JSON.stringify([outcomes, ending]);
      const of = `${id} (${node.kind ?? node.mode ?? "all items"})`;
      if (said.includes(bait.secret)) through.push(`${of}: the secret`);
      if (said.includes("ESCAPED")) through.push(`${of}: ${said.slice(0, 300)}`);
      if (said.includes('"limit":"crashed"')) through.push(`${of}: ${said.slice(0, 300)}`);
    }
  }
  assert.deepEqual(through, []);
  await leftNothing();
});

test("what other globals were tried for leads nowhere under n8n either", async () => {
  const through: string[] = [];
  for (const { id, code } of readAttempts("javascript-globals")) {
    // Some walk up a chain of prototypes, which has no end where Object.getPrototypeOf always answers.
    const { outcomes, ending } = await run(`${code}\nreturn { v: JSON.stringify(await main({})) };`, {}, 600);
    const said = JSON.stringify([outcomes, ending]);
    if (said.includes(bait.secret)) through.push(`${id}: the secret`);
    if (said.includes("ESCAPED") && !said.includes('\\"ESC\\')) through.push(`${id}: ${said.slice(0, 300)}`);
    if (said.includes('"limit":"crashed"')) through.push(`${id}: ${said.slice(0, 300)}`);
  }
  assert.deepEqual(through, []);
  await leftNothing();
});

/** Beside what every environment has: n8n's own names, its console, and errors that do not end the run. */
const ownNativeCalls = [
  "for (let i = 0; ; i++) $now.setLocale(['th', 'fa', 'ja'][i % 3]).toLocaleString({ dateStyle: 'full' })",
  "return { v: $jmespath({ a: [1] }, 'a' + '[*]'.repeat(2e5)) }",
  "for (;;) console.log('x'.repeat(2e7))",
  "console.log({ toJSON: () => 'x'.repeat(2e7) }); return []",
  "const e = new Error('m'.repeat(1e7)); e.description = 'd'.repeat(1e7); throw e",
  "return helpers.prepareBinaryData(Buffer.alloc(2e7), 'x'.repeat(1e6) + '.' + 'y'.repeat(1e6))",
];

test("native code does not keep a run of n8n, and takes no more than a part of what it is given", async () => {
  const calls = [...refusedCalls, ...nativeCalls];
  assert.ok(calls.length > 60);
  const codes = [...calls.map(({ code }) => `${code}\nreturn { v: String(await main({})) };`), ...ownNativeCalls];
  const other: string[] = [];
  for (const code of codes) {
    const { outcomes } = await run(code, {}, 600);
    for (const outcome of outcomes) {
      const isKnown = outcome.kind !== "stopped" || ["time", "memory", "output"].includes(outcome.limit);
      if (!isKnown) other.push(`${code.slice(0, 100)}: ${JSON.stringify(outcome).slice(0, 300)}`);
    }
  }
  assert.deepEqual(other, []);
  await leftNothing();
});

test("of very many long errors that do not end a run, as many are told as there is room for", async () => {
  const items = Array.from({ length: 300 }, (_, at) => toJson({ json: { at } }));
  const code = "throw new Error($json.at + 'm'.repeat(90_000))";
  const changes = { mode: "runOnceForEachItem", onError: "continueRegularOutput", items } as const;
  const { outcomes } = await run(code, changes, 60_000);
  const [outcome] = outcomes;
  assert.equal(outcome?.kind, "returned", JSON.stringify(outcome).slice(0, 500));
  const messages = (outcome?.kind === "returned" ? (outcome.caught ?? []) : []).map(({ message }) =>
    message.slice(0, 3),
  );
  assert.equal(messages[0], "0mm");
  assert.ok(messages.length <= items.length);
  await leftNothing();
});

async function leftNothing(): Promise<void> {
  assert.deepEqual(bait.damage(), []);
  const { ending } = await run("return [1].map((x) => ({ x }));");
  assert.deepEqual(ending.outputs[0]?.map(fromJson), [{ json: { x: 1 }, pairedItem: { item: 0 } }]);
}
