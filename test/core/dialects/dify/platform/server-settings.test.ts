import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readDifyServerSettings } from "../../../../../src/core/dialects/dify/platform/server-settings.ts";
import type { DifyTarget } from "../../../../../src/core/dialects/dify/platform/target.ts";
import { difyTargets } from "../../../../../src/core/dialects/dify/platform/targets.ts";
import { readEnvFile } from "../../../../../src/core/dialects/env-file.ts";

const real = `# ------------------------------
# Code Execution Sandbox Configuration
# ------------------------------
CODE_EXECUTION_ENDPOINT=http://sandbox:8194
CODE_EXECUTION_API_KEY=dify-sandbox
CODE_MAX_NUMBER=9223372036854775807
CODE_MIN_NUMBER=-9223372036854775808 # as in the database
CODE_MAX_DEPTH=7
export CODE_MAX_PRECISION="15"
CODE_MAX_STRING_LENGTH='1000000'
CODE_MAX_STRING_ARRAY_LENGTH=
SANDBOX_WORKER_TIMEOUT=60
SANDBOX_ENABLE_NETWORK=true
`;

test("a real .env overrides limits and the time limit of every target, and nothing else", () => {
  const { targets, problems } = readDifyServerSettings(real);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    targets.map(({ name }) => name),
    difyTargets.map(({ name }) => name),
  );
  for (const [at, target] of (targets as readonly DifyTarget[]).entries()) {
    const original = difyTargets[at] ?? assert.fail();
    assert.deepEqual(target, {
      ...original,
      timeLimitMs: 60_000,
      limits: {
        ...original.limits,
        maxNumber: 9223372036854775807n,
        minNumber: -9223372036854775808n,
        maxDepthLevels: 7,
        maxDecimals: 15,
        maxStringCodePoints: 1_000_000,
      },
    });
  }
});

test("a misspelt name is reported with the one that is meant, and has no effect", () => {
  const text = "CODE_MAX_STRNG_LENGTH=5\nCODE_COLOUR=red\nSANDBOX_WORKER_TIMEOUTS=9\nSECRET_KEY=x\n";
  const { targets, problems } = readDifyServerSettings(text);
  assert.deepEqual(
    problems.map(({ kind, name, range }) => [kind, name, text.slice(range.start, range.end)]),
    [
      ["unknown", "CODE_MAX_STRNG_LENGTH", "CODE_MAX_STRNG_LENGTH=5"],
      ["unknown", "CODE_COLOUR", "CODE_COLOUR=red"],
      ["unknown", "SANDBOX_WORKER_TIMEOUTS", "SANDBOX_WORKER_TIMEOUTS=9"],
    ],
  );
  assert.match(problems[0]?.message ?? "", /Write CODE_MAX_STRING_LENGTH\.$/);
  assert.match(problems[1]?.message ?? "", /Dify reads CODE_MAX_STRING_LENGTH, CODE_MAX_NUMBER/);
  assert.match(problems[2]?.message ?? "", /Write SANDBOX_WORKER_TIMEOUT\.$/);
  assert.deepEqual(targets, difyTargets);
});

test("a value that is no such number is reported with its name and left at its default", () => {
  for (const value of ["many", "1.5", "0", "-3", "1e3", "30 elements", "0x10"]) {
    const text = `CODE_MAX_OBJECT_ARRAY_LENGTH=${value} # rows\n`;
    const { targets, problems } = readDifyServerSettings(text);
    const [problem] = problems;
    assert.equal(problem?.kind, "malformed", value);
    assert.equal(
      problem?.message,
      `CODE_MAX_OBJECT_ARRAY_LENGTH is "${value}", but must be a whole number of elements from 1. Correct it, or remove the line.`,
    );
    assert.equal(text.slice(problem?.range.start, problem?.range.end), `CODE_MAX_OBJECT_ARRAY_LENGTH=${value}`);
    assert.deepEqual(targets, difyTargets);
  }
  const { problems } = readDifyServerSettings("CODE_MIN_NUMBER=5\nCODE_MAX_NUMBER=-5\n");
  assert.match(problems[0]?.message ?? "", /CODE_MIN_NUMBER is above CODE_MAX_NUMBER/);
});

test("what is assigned in any of the usual ways is read back, and the last assignment counts", () => {
  const value = fc.stringMatching(/^[A-Za-z0-9_./:-]{0,12}$/);
  const assignment = fc.tuple(fc.constantFrom("A", "B_1", "_c"), value, fc.constantFrom("", '"', "'"), fc.boolean());
  fc.assert(
    fc.property(fc.array(assignment, { maxLength: 6 }), fc.constantFrom("\n", "\r\n"), (assignments, lineEnd) => {
      const lines = assignments.map(
        ([name, text, quote, isExported]) => `${isExported ? "export " : ""}${name} = ${quote}${text}${quote} # note=1`,
      );
      const text = ["# FIRST=1", "", ...lines, "no assignment"].join(lineEnd);
      const entries = readEnvFile(text);
      assert.deepEqual(
        entries.map(({ name, value }) => [name, value]),
        assignments.map(([name, value]) => [name, value]),
      );
      for (const { name, value, range } of entries) {
        const written = text.slice(range.start, range.end);
        assert.ok(written.startsWith(name) && written.includes(value), written);
        assert.ok(!written.includes("#"), written);
      }
    }),
  );
});

test("any text is read without throwing", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("A", "=", '"', "'", "\\", "\n", "#", " ", "CODE_MAX_DEPTH=") }),
      (text) => {
        assert.equal(readDifyServerSettings(text).targets.length, difyTargets.length);
      },
    ),
  );
});
