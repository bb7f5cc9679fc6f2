import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { allAttempts, setTrap, type Trap } from "./escapes/trap.ts";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
/** Its interpreters are booted one by one; the other's are restored from the first one's snapshot. */
const bootingSandbox = openSandbox({ usesSnapshot: false });
let trap: Trap;

before(async () => {
  sandbox.warm("python");
  trap = await setTrap();
});

after(async () => {
  await Promise.all([trap.close(), sandbox.dispose(), bootingSandbox.dispose()]);
});

for (const language of ["python", "javascript"] as const) {
  test(`${language}: no attempt leaves evidence, and each ends in time`, async () => {
    const attempts = allAttempts(process.cwd()).filter((attempt) => attempt.language === language);
    assert.ok(attempts.length > 70);
    assert.deepEqual(await trap.spring(sandbox, attempts), []);
    assert.deepEqual(trap.damage(), []);
    await expectSoundRun(language);
  });
}

test("python: nor does it in an interpreter that was booted without a snapshot", async () => {
  const attempts = allAttempts(process.cwd()).filter(({ language }) => language === "python");
  assert.deepEqual(await trap.spring(bootingSandbox, attempts), []);
  assert.deepEqual(trap.damage(), []);
});

test("the trap sees what gets through", async () => {
  const code = `def main():\n    return "BREACH-" + str(6 * 7)`;
  assert.deepEqual(await trap.spring(sandbox, [{ id: "open", language: "python", code }]), ["open: a breach"]);
});

/** Also that what all interpreters share, the library, is as it was. */
async function expectSoundRun(language: "python" | "javascript"): Promise<void> {
  const code =
    language === "python"
      ? "import zipfile, wave\ndef main():\n    return zipfile.ZipFile('/lib/python314.zip').testzip()"
      : "const main = () => require('lodash').isEqual([1], [1]) ? null : 1";
  const outcome = await sandbox.run(requestFor(language, code, { modules: soundModules[language] }));
  assert.equal(outcome.kind === "returned" && outcome.resultText, "null", JSON.stringify(outcome));
}

const nothingBlocked = { blocked: [], otherwise: "No module named '{module}'" };
const soundModules = {
  python: { ...nothingBlocked, allowed: ["zipfile", "wave"], separator: "." },
  javascript: { ...nothingBlocked, allowed: ["lodash"], separator: "/" },
} as const;
