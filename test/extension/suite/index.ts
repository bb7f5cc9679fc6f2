import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** Called by VS Code inside the extension host; rejects when a test failed. */
export async function run(): Promise<void> {
  const { CODE_NODES_TEST_FILTER: filter, CODE_NODES_TEST_FILES: only, CODE_NODES_TEST_RESULTS: results } = process.env;
  const mocha = new Mocha({ ui: "tdd", color: false, timeout: 600_000, ...(filter ? { fgrep: filter } : {}) });
  const files = readdirSync(__dirname).filter((file) => file.endsWith(".test.js"));
  const wanted = only ? only.split(",").map((name) => `${name}.test.js`) : files;
  const missing = wanted.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(", ")}.`);
  for (const file of wanted.toSorted()) mocha.addFile(join(__dirname, file));
  const failed: { title: string; message: string }[] = [];
  const stats = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats as Mocha.Stats));
    runner.on("fail", (test, error) => failed.push({ title: test.fullTitle(), message: error.stack ?? String(error) }));
  });
  // The runner outside believes this file and not the exit code, which is 0 when the extension host dies.
  if (results) writeFileSync(results, JSON.stringify({ passed: stats.passes, skipped: stats.pending, failed }));
  if (failed.length > 0) throw new Error(`${failed.length} of ${stats.tests} tests failed`);
}
