// Runs built test files with Node's own test runner, counts what happened, and tells what took long.
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { run } from "node:test";
import { inspect } from "node:util";

/** Ends a file that hangs; far beyond what the slowest takes on a machine that does nine other things. */
const fileTimeoutMs = 3_600_000;
const keptOutputLines = 60;
const namedAsSlow = 10;
/** What took less is not worth a word. */
const slowMs = 1000;

/**
 * @param {readonly string[]} files built test files, in the order in which they are begun
 * @param {{concurrency?: number, onStderr?: (text: string) => void}} options how many files at once; told what they say
 * @returns {Promise<import("./stages.mjs").StageResult>}
 */
export async function runNodeTests(files, { concurrency = availableParallelism(), onStderr } = {}) {
  showSources();
  // Each file is a run of Node's runner.
  process.setMaxListeners(0);
  const waiting = [...files];
  const results = [];
  const show = () => {
    if (process.stdout.isTTY) process.stdout.write(`\r  ${results.length} of ${files.length} files `);
  };
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      show();
      results.push(await runFile(resolve(file), onStderr));
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    if (process.stdout.isTTY) process.stdout.write("\r");
  }
  const reasons = new Map();
  for (const why of results.flatMap(({ skipped }) => skipped)) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  return {
    passed: results.reduce((count, { passed }) => count + passed, 0),
    skipped: results.reduce((count, { skipped }) => count + skipped.length, 0),
    failed: results.flatMap(({ failed }) => failed),
    remarks: [
      ...[...reasons].map(([why, count]) => `${count} skipped: ${why}`),
      ...slowest("files", results),
      ...slowest(
        "tests",
        results.flatMap(({ tests }) => tests),
      ),
    ],
  };
}

/** Each test file is started as this process was. The programs that it starts need no sources, which take long to read. */
function showSources() {
  const option = "--enable-source-maps";
  if (!process.execArgv.includes(option)) process.execArgv.push(option);
}

async function runFile(file, onStderr) {
  const startedAt = performance.now();
  const failed = [];
  const skipped = [];
  const tests = [];
  const names = [];
  let output = "";
  let passed = 0;
  for await (const { type, data } of run({ files: [file], concurrency: 1, timeout: fileTimeoutMs })) {
    if (type === "test:start") {
      names.length = data.nesting;
      names[data.nesting] = data.name;
    } else if (type === "test:stderr" || type === "test:stdout") {
      output += data.message;
      if (type === "test:stderr") onStderr?.(data.message);
    } else if (type === "test:pass" || type === "test:fail") {
      const title = [...names.slice(0, data.nesting), data.name].map((name) => shown(name)).join(" › ");
      const isFile = isWholeFile(data, file);
      const isTest = !isFile && data.details.type !== "suite";
      if (isTest) tests.push({ title: `${shown(file)}: ${title}`, ms: data.details.duration_ms });
      if (type === "test:pass") {
        if (data.skip !== undefined || data.todo !== undefined) skipped.push(String(data.skip ?? data.todo));
        else if (isFile) failed.push({ title: shown(file), message: "It ran no test." });
        else if (isTest) passed += 1;
      } else if (data.details.error?.failureType !== "subtestsFailed") {
        failed.push({
          title: isFile ? title : `${shown(file)}: ${title}`,
          message: text(data) + (isFile ? `\n${lastLines(output)}` : ""),
        });
      }
    }
  }
  return { title: shown(file), ms: performance.now() - startedAt, passed, skipped, failed, tests };
}

function* slowest(what, timed) {
  const slow = timed.filter(({ ms }) => ms >= slowMs).sort((one, other) => other.ms - one.ms);
  if (slow.length === 0) return;
  yield `the slowest ${what}:`;
  for (const { title, ms } of slow.slice(0, namedAsSlow)) yield `${(ms / 1000).toFixed(1).padStart(8)} s  ${title}`;
}

// The runner reports a file as a test of its own when it crashed, and also, as passed, when nothing in it ran.
function isWholeFile({ nesting, name }, file) {
  return nesting === 0 && resolve(name) === file;
}

function text({ details }) {
  const { error } = details;
  const cause = error?.cause ?? error;
  const end = error?.signal ? ` (ended by ${error.signal})` : error?.exitCode ? ` (exit code ${error.exitCode})` : "";
  const said = cause?.stack ?? cause?.message ?? cause ?? "failed";
  return (typeof said === "string" ? said : inspect(said)) + end;
}

function lastLines(output) {
  return output.trimEnd().split("\n").slice(-keptOutputLines).join("\n");
}

function shown(name) {
  return relative(process.cwd(), name).startsWith("dist") ? relative(process.cwd(), name) : name;
}
