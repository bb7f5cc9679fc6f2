// A run of named stages with a readable account of what passed, what failed, and how long it took.
import { spawn } from "node:child_process";

/**
 * @typedef {{passed: number, skipped?: number, failed: readonly {title: string, message: string}[],
 *   remarks?: readonly string[]}} StageResult
 */

export function createRun() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  return {
    /**
     * Runs one stage and prints how it went; a stage that throws counts as one failure under its own name.
     * @param {() => Promise<StageResult>} body
     * @returns {Promise<boolean>} whether all of it passed
     */
    async stage(name, body) {
      const start = performance.now();
      const result = await body().catch((error) => failure(`stage ${name}`, error?.stack ?? String(error)));
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const { passed, failed, skipped = 0 } = result;
      total.passed += passed;
      total.failed += failed.length;
      total.skipped += skipped;
      const counts = passed > 0 ? [`${passed} ok`] : [];
      if (failed.length > 0) counts.push(`${failed.length} FAILED`);
      if (skipped > 0) counts.push(`${skipped} skipped`);
      console.log(
        `${failed.length > 0 ? "✖" : "✔"} ${name.padEnd(36)} ${seconds.padStart(6)} s  ${counts.join(", ")}`.trimEnd(),
      );
      for (const remark of result.remarks ?? []) console.log(`  ${remark}`);
      for (const { title, message } of failed) console.log(`\n  ✖ ${title}\n${indent(message)}\n`);
      return failed.length === 0;
    },
    /** Prints the closing line and sets the exit code. */
    finish() {
      const { passed, failed, skipped } = total;
      console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
      process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
    },
  };
}

export function failure(title, message) {
  return { passed: 0, failed: [{ title, message }] };
}

/** A result whose success is no test of its own, such as a build. */
export function uncounted(result) {
  return { ...result, passed: 0 };
}

/** Runs a JavaScript program quietly; as a result that says `title` when it fails. */
export function runProgram(title, file, ...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => resolve(failure(title, error.message)));
    child.on("close", (code) =>
      resolve(code === 0 ? { passed: 1, failed: [] } : failure(title, output || `ended with code ${code}`)),
    );
  });
}

/** Several results as one. */
export function sum(results) {
  return {
    passed: results.reduce((count, { passed }) => count + passed, 0),
    skipped: results.reduce((count, { skipped = 0 }) => count + skipped, 0),
    failed: results.flatMap(({ failed }) => failed),
  };
}

function indent(text) {
  return text.trimEnd().replace(/^/gm, "    ");
}
