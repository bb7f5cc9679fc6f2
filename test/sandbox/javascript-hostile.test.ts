import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import { type Bait, layBait } from "./escapes/bait.ts";
import { openSandbox, requestFor } from "./requests.ts";

/** Code of somebody who wants out, wants no end, or wants to be believed, and the ways in which it may end. */
interface Attempt {
  readonly id: string;
  readonly goal: string;
  readonly code: string;
  readonly ends: readonly string[];
}

const attempts: readonly Attempt[] = JSON.parse(readFileSync("test/sandbox/escapes/javascript-hostile.json", "utf8"));
const sandbox = openSandbox();
let bait: Bait;

before(async () => {
  bait = await layBait();
});
after(async () => {
  bait.remove();
  await sandbox.dispose();
});

for (const { id, code, ends } of attempts) {
  test(`${id} ends as ${ends.join(" or ")}, and leaves nothing behind`, async () => {
    const request = requestFor("javascript", bait.place(code), { awaitsResult: true, limits: { timeMs: 2000 } });
    const outcome = await sandbox.run(request);
    const said = JSON.stringify(outcome);
    assert.ok(ends.includes(endOf(outcome)), said.slice(0, 500));
    assert.ok(!said.includes(bait.secret), "the secret");
    if (outcome.kind === "returned") assert.doesNotMatch(outcome.resultText, /FORGED|object Worker|root:x/);
    assert.deepEqual(await stateOfNextRun(), soundState);
  });
}

test("all attempts together have done nothing to the host", () => {
  assert.deepEqual(bait.damage(), []);
});

/** What attempts have changed of the language, the libraries and the host's functions. */
async function stateOfNextRun(): Promise<unknown> {
  const code = `const main = () => ({
    lists: [[2, 1].map((n) => n + 1).sort(), Reflect.ownKeys(Object.prototype).length],
    libraries: [require("lodash").isEqual([1], [2]), require("moment").locale(), require("luxon").Settings.defaultZone.name],
    texts: [JSON.stringify([1]), new Error("x").message, new Intl.NumberFormat("en").format(1234.5)],
    host: [new URL("http://ü/").host, require("crypto").createHash("md5").update("x").digest("hex")],
    chance: Math.random() === 4,
  })`;
  const outcome = await sandbox.run(requestFor("javascript", code));
  return outcome.kind === "returned" ? JSON.parse(outcome.resultText) : outcome;
}

const soundState = {
  lists: [[2, 3], 12],
  libraries: [false, "en", new Intl.DateTimeFormat().resolvedOptions().timeZone],
  texts: ["[1]", "x", "1,234.5"],
  host: ["xn--tda", "9dd4e461268c8034f5c8564e155c67a6"],
  chance: false,
};

function endOf(outcome: RunOutcome): string {
  if (outcome.kind === "threw") return `threw ${outcome.error.type}`;
  return outcome.kind === "stopped" ? outcome.limit : outcome.kind;
}
