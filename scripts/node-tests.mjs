// Runs built test files with Node's own test runner and counts what happened.
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { run } from "node:test";

const fileTimeoutMs = 900_000;
const keptOutputLines = 60;

/**
 * @param {readonly string[]} files built test files
 * @param {{concurrency?: number, onStderr?: (text: string) => void}} options how many files at once; told what they say
 * @returns {Promise<import("./stages.mjs").StageResult>}
 */
export async function runNodeTests(files, { concurrency = availableParallelism(), onStderr } = {}) {
  const nodeOptions = process.env.NODE_OPTIONS ?? "";
  process.env.NODE_OPTIONS = `${nodeOptions} --enable-source-maps`.trim();
  const failed = [];
  const outputs = new Map();
  const names = [];
  const reasons = new Map();
  let passed = 0;
  let skipped = 0;
  try {
    const events = run({ files: files.map((file) => resolve(file)), concurrency, timeout: fileTimeoutMs });
    for await (const { type, data } of events) {
      if (process.stdout.isTTY) process.stdout.write(`\r  ${passed} ok, ${failed.length} failed `);
      if (type === "test:start") {
        names.length = data.nesting;
        names[data.nesting] = data.name;
      } else if (type === "test:stderr" || type === "test:stdout") {
        outputs.set(data.file, (outputs.get(data.file) ?? "") + data.message);
        if (type === "test:stderr") onStderr?.(data.message);
      } else if (type === "test:pass") {
        if (data.skip !== undefined || data.todo !== undefined) {
          skipped += 1;
          const why = String(data.skip ?? data.todo);
          reasons.set(why, (reasons.get(why) ?? 0) + 1);
        } else if (isWholeFile(data)) failed.push({ title: shown(data.file), message: "It ran no test." });
        else if (data.details.type !== "suite") passed += 1;
      } else if (type === "test:fail" && data.details.error?.failureType !== "subtestsFailed") {
        const title = [...names.slice(0, data.nesting), data.name].map((name) => shown(name)).join(" › ");
        const output = isWholeFile(data) ? `\n${lastLines(outputs.get(data.file))}` : "";
        failed.push({
          title: isWholeFile(data) ? title : `${shown(data.file)}: ${title}`,
          message: text(data) + output,
        });
      }
    }
  } finally {
    if (process.stdout.isTTY) process.stdout.write("\r");
    process.env.NODE_OPTIONS = nodeOptions;
  }
  return { passed, skipped, failed, remarks: [...reasons].map(([why, count]) => `${count} skipped: ${why}`) };
}

// The runner reports a file as a test of its own when it crashed, and also, as passed, when nothing in it ran.
function isWholeFile({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && resolve(name) === file;
}

function text({ details }) {
  const cause = details.error?.cause ?? details.error;
  return String(cause?.stack ?? cause?.message ?? cause ?? "failed");
}

function lastLines(output = "") {
  return output.trimEnd().split("\n").slice(-keptOutputLines).join("\n");
}

function shown(name = "") {
  return relative(process.cwd(), name).startsWith("dist") ? relative(process.cwd(), name) : name;
}
