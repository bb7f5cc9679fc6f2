import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { javascriptVerdicts } from "./escapes/javascript-verdicts.ts";
import { pythonImports } from "./escapes/python-imports.ts";
import { pythonVerdicts } from "./escapes/python-verdicts.ts";
import { type VerdictAttempt, verdictOf } from "./escapes/verdict-attempt.ts";
import { importing, openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
/** Its interpreters are booted one by one; the other's are restored from the first one's snapshot. */
const bootingSandbox = openSandbox({ usesSnapshot: false });
before(() => sandbox.warm("python"));
after(() => Promise.all([sandbox.dispose(), bootingSandbox.dispose()]));

const kinds = { "what it did": [...pythonVerdicts, ...javascriptVerdicts], "what it may import": pythonImports };

for (const [title, attempts] of Object.entries(kinds)) {
  test(`no code is told as something else than ${title}`, async () => {
    assert.deepEqual(await misjudged(sandbox, attempts), []);
  });

  test(`nor is it in an interpreter that was booted without a snapshot: ${title}`, async () => {
    const inPython = attempts.filter(({ language }) => language === "python");
    assert.deepEqual(await misjudged(bootingSandbox, inPython), []);
  });
}

test("no attempt of the second round succeeds in the words that it wrote", async () => {
  const attempts: readonly Pick<VerdictAttempt, "id" | "language" | "code">[] = JSON.parse(
    readFileSync("test/sandbox/escapes/python-second-round.json", "utf8"),
  );
  const forgeries = attempts.filter(({ code }) => /FORGED|caught|_policy|platformSays/.test(code));
  assert.ok(forgeries.length >= 7);
  const told: string[] = [];
  for (const { id, code } of forgeries) {
    const outcome = await sandbox.run(requestFor("python", code, { ...importing(code), limits: { timeMs: 2000 } }));
    if (/^returned.*FORGED|platformSays|caught/.test(verdictOf(outcome))) told.push(id);
    if (outcome.kind === "threw" && outcome.error.platformSays !== undefined) told.push(`${id}: the platform's words`);
  }
  assert.deepEqual(told, []);
});

test("there are more than thirty attempts of each kind, and each has its own name", () => {
  for (const attempts of Object.values(kinds)) assert.ok(attempts.length > 30, String(attempts.length));
  const ids = Object.values(kinds).flatMap((attempts) => attempts.map(({ id, language }) => `${language} ${id}`));
  assert.equal(new Set(ids).size, ids.length);
});

/** Two at once. */
async function misjudged(among: typeof sandbox, attempts: readonly VerdictAttempt[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const waiting = [...attempts];
  const work = async () => {
    for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
      const outcome = await among.run(requestOf(attempt));
      const verdict = verdictOf(outcome);
      const isForged = JSON.stringify(outcome, ["kind", "platformSays", "caught", "error"]).includes("FORGED-42");
      if (!attempt.ends.test(verdict) || isForged || outcome.console.length > 1000)
        wrong.push(`${attempt.language} ${attempt.id}: ${verdict.slice(0, 500)}`);
    }
  };
  await Promise.all([work(), work()]);
  return wrong;
}

function requestOf({ language, code, modules: blockedModules = [] }: VerdictAttempt) {
  const { modules } = importing(code);
  const allowed = modules.allowed.filter((name) => !blockedModules.includes(name));
  const blocked = [{ modules: blockedModules, reason: "{module} is blocked." }];
  return requestFor(language, code, {
    ...(language === "python" ? { modules: { ...modules, allowed, blocked } } : {}),
    limits: { timeMs: 10_000, consoleBytes: 1000 },
  });
}
