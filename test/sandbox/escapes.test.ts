import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { openSandbox, requestFor } from "./requests.ts";

interface Attempt {
  readonly id: string;
  readonly language: Language;
  readonly code: string;
}

// Attempts to break out: `@DIR@` a folder of the host with a secret, `@PORT@` a listener, `@ID@` the attempt.
const attemptsFile = "../shared/vectors/escapes.json";
const limitMs = 1000;
/** Beyond the limit; a machine that is busy with other tests notices late. */
const toleranceMs = 2000;
const secret = `SECRET-${process.pid}-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), "code-nodes-escapes-"));
const sandbox = openSandbox();
/** Its interpreters are booted one by one; the other's are restored from the first one's snapshot. */
const bootingSandbox = openSandbox({ usesSnapshot: false });
let contacts = 0;
const listener = createServer((socket) => {
  contacts += 1;
  socket.destroy();
});

before(async () => {
  sandbox.warm("python");
  writeFileSync(join(folder, "secret.txt"), secret);
  Object.assign(process.env, { SECRET_TOKEN: secret });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
});

after(async () => {
  listener.close();
  rmSync(folder, { recursive: true });
  await Promise.all([sandbox.dispose(), bootingSandbox.dispose()]);
});

test("no attempt leaves evidence, and each ends in time", async () => {
  assert.ok(existsSync(attemptsFile), `${attemptsFile} is missing: check out shared/ beside the project.`);
  const attempts: readonly Attempt[] = JSON.parse(readFileSync(attemptsFile, "utf8"));
  assert.ok(attempts.length > 100);
  const address = listener.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const through: string[] = [];
  const waiting = attempts.flatMap((attempt) =>
    attempt.language === "python"
      ? [
          { attempt, by: sandbox },
          { attempt, by: bootingSandbox },
        ]
      : [{ attempt, by: sandbox }],
  );
  await Promise.all(
    [1, 2].map(async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { attempt, by } = next;
        const code = attempt.code
          .replaceAll("@DIR@", folder)
          .replaceAll("@PORT@", String(port))
          .replaceAll("@ID@", attempt.id);
        const outcome = await by.run(
          requestFor(attempt.language, code, { awaitsResult: true, limits: { timeMs: limitMs } }),
        );
        for (const evidence of evidenceIn(attempt, outcome)) through.push(`${attempt.id}: ${evidence}`);
      }
    }),
  );
  assert.deepEqual(readdirSync(folder), ["secret.txt"]);
  assert.equal(contacts, 0);
  assert.equal(Reflect.get({}, "polluted"), undefined);
  assert.deepEqual(through, []);
  for (const language of ["python", "javascript"] as const) {
    const outcome = await sandbox.run(
      requestFor(language, language === "python" ? "def main(): return 1" : "const main = () => 1"),
    );
    assert.equal(outcome.kind === "returned" && outcome.resultText, "1");
  }
});

function* evidenceIn({ language }: Attempt, outcome: RunOutcome): Iterable<string> {
  const said = JSON.stringify(outcome);
  if (said.includes(secret)) yield "the secret";
  // The attempts compute this text in JavaScript; a traceback may quote it from their source.
  const shown = (outcome.kind === "returned" ? outcome.resultText : "") + JSON.stringify(outcome.console);
  if (language === "python" && shown.includes("JSX-42")) yield "JavaScript outside the interpreter";
  if (outcome.elapsedMs > limitMs + toleranceMs) yield `${Math.round(outcome.elapsedMs)} ms`;
}
