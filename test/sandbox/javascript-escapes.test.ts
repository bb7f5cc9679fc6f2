import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createEngineMaker } from "../../src/sandbox/javascript/engine.ts";
import { openGuest } from "../../src/sandbox/javascript/guest.ts";
import { hostFunctions } from "../../src/sandbox/javascript/host/host-functions.ts";
import { type Bait, layBait } from "./escapes/bait.ts";
import { openSandbox, requestFor } from "./requests.ts";

interface Attempt {
  readonly id: string;
  readonly goal: string;
  readonly code: string;
}

const readAttempts = (name: string): readonly Attempt[] =>
  JSON.parse(readFileSync(`test/sandbox/escapes/${name}.json`, "utf8"));
const sandbox = openSandbox();
let bait: Bait;

before(async () => {
  bait = await layBait();
});

after(async () => {
  bait.remove();
  await sandbox.dispose();
});

test("nothing that a node's code has leads out of the engine", async () => {
  const attempts = readAttempts("javascript-globals");
  assert.ok(attempts.length > 80);
  const through: string[] = [];
  let ran = 0;
  for (const { id, code } of attempts) {
    const outcome = await sandbox.run(
      requestFor("javascript", bait.place(code), { awaitsResult: true, limits: { timeMs: 5000 } }),
    );
    const said = JSON.stringify(outcome.kind === "returned" ? [outcome.resultText, outcome.console] : outcome);
    if (outcome.kind === "returned") ran += 1;
    if (said.includes(bait.secret)) through.push(`${id}: the secret`);
    if (said.includes("ESCAPED") && !said.includes('\\"ESC\\"')) through.push(`${id}: ${said.slice(0, 300)}`);
    if (outcome.kind === "stopped" && outcome.limit === "crashed") through.push(`${id}: ${outcome.message}`);
  }
  assert.deepEqual(through, []);
  assert.ok(ran > attempts.length * 0.9, `only ${ran} of ${attempts.length} attempts got to their end`);
  assert.deepEqual(bait.damage(), []);
  const clean = await sandbox.run(requestFor("javascript", "const main = () => [1].map(String)"));
  assert.equal(clean.kind === "returned" && clean.resultText, '["1"]');
});

// Code never gets hold of the host's function. Here it does, and still gets nothing but texts out of it.
const exposed = `
const closed = (f) => { try { return f.constructor("return typeof globalThis.process?.binding")() === "undefined" } catch { return true } };
const tried = (action) => {
  try {
    const answer = action();
    if ((typeof answer === "object" && answer !== null) || typeof answer === "function") return closed(answer.constructor) ? "closed" : "ESC" + "APED";
    return String(answer);
  } catch (error) {
    return error instanceof Error && closed(error.constructor.constructor) ? "threw " + error.name : "ESC" + "APED";
  }
};
const ask = (operation, question) => tried(() => host(operation, question));
globalThis.shown = (value) => JSON.stringify(value);
`;

test("the host's function answers with texts, whatever it is asked", async () => {
  const attempts = readAttempts("host-function");
  assert.ok(attempts.length > 30);
  const operations = [...hostFunctions().keys()];
  for (const operation of operations) {
    assert.ok(
      attempts.some(({ id }) => id === `${operation}-odd`),
      `no attempt is made on ${operation}`,
    );
  }
  const makeEngine = createEngineMaker(readFileSync("dist/sandbox/javascript.wasm"));
  const seen: string[] = [];
  for (const { id, code } of attempts) {
    const { context } = await makeEngine(256 * 1024 * 1024);
    const run = (text: string) => context.unwrapResult(context.evalCode(text));
    run(`globalThis["<sandbox>"] = { connect(hostFunction) { globalThis.host = hostFunction } }`);
    openGuest(context, hostFunctions(), {
      globals: [],
      absentNames: [],
      forbiddenCalls: [],
      nodeVersion: "",
      maxPrintedCharacters: 1000,
    });
    run(exposed);
    const shown = context.getString(run(`shown(${code})`));
    assert.ok(!shown.includes("ESCAPED"), `${id}: ${shown.slice(0, 500)}`);
    assert.doesNotMatch(shown, /at .*\.(js|ts):\d+|node:internal/, id);
    seen.push(shown);
    // It still answers.
    assert.match(context.getString(run(`ask("hash", '["x","md5",null,null]')`)), /^\{"value":/, id);
  }
  assert.equal(Reflect.get({}, "x"), undefined);
  assert.ok(seen.some((shown) => shown.includes("The question has another form.")));
});
