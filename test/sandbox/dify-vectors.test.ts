import assert from "node:assert/strict";
import { after, test } from "node:test";
import { dify } from "../../src/core/dialects/dify/dify.ts";
import type { DifyTarget } from "../../src/core/dialects/dify/platform/target.ts";
import { difyTargets } from "../../src/core/dialects/dify/platform/targets.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import { codeNode } from "../core/dialects/dify/code-node-builder.ts";
import { readVectors, type Vector } from "../core/dialects/dify/vectors.ts";
import { runInSandbox } from "./node-runs.ts";
import { openSandbox } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

const runVectors = readVectors().vectors.filter(({ stage }) => stage === "run");

const release16 = difyTargets[1] ?? assert.fail();
const release13 = difyTargets[2] ?? assert.fail();

/** The target whose sandbox a case was executed with. No release has the last one: two switches tell it from 1.16. */
const targetsBySandbox: Readonly<Record<string, DifyTarget>> = {
  "0.2.15": release16,
  "0.2.12": release13,
  "main (after #262, unreleased at the time of reading)": {
    ...release16,
    stderr: "shown",
    errorText: { ...release16.errorText, timedOut: "process exited with code -1\nerror: timeout\n" },
  },
};

/** What a local run cannot show, each with its reason. */
const notReproduced: Readonly<Record<string, string>> = {
  "r-js-const-fs": "Node's own modules do not come with the wasm engine.",
  "r-py-async-inner": "Executed without the sandbox's filter, which ends the program for an event loop (second set).",
};

test("every executed run, through the real engines, ends as it did on the server", async (context) => {
  assert.ok(runVectors.length >= 99, "the cases are complete");
  const mismatches: string[] = [];
  let passed = 0;
  for (const vector of runVectors) {
    if (Object.hasOwn(notReproduced, vector.id)) continue;
    const target = targetsBySandbox[vector.sandbox ?? ""];
    assert.ok(target, vector.sandbox);
    const mismatch = compare(vector, await run(vector, target));
    if (mismatch) mismatches.push(`${vector.id} (${target.name}): ${vector.title}\n    ${mismatch}`);
    else passed += 1;
  }
  assert.equal(passed + mismatches.length + Object.keys(notReproduced).length, runVectors.length);
  assert.deepEqual(mismatches, []);
  context.diagnostic(`${passed} of ${runVectors.length} executed runs end alike`);
});

async function run(vector: Vector, target: DifyTarget): Promise<RunReport> {
  const language = vector.language === "python3" ? "python" : "javascript";
  const code = vector.code ?? "";
  const given = vector.inputs ?? {};
  const inputs = new Map(
    Object.entries(given).map(([name, value]) => {
      const parsed = parsePythonJson(inputTexts[vector.id]?.[name] ?? JSON.stringify(value));
      assert.ok(parsed.kind === "value");
      return [name, parsed.value] as const;
    }),
  );
  const node = codeNode(vector.outputs_schema, { language, inputs: Object.keys(given), codeText: code });
  const timeLimit = vector.timeout_seconds === undefined ? {} : { timeLimitMs: vector.timeout_seconds * 1000 };
  return runInSandbox(
    sandbox,
    { dialect: dify, node, target, given: inputs },
    { otherTargets: dify.targets, ...timeLimit },
  );
}

/** What JSON.parse of the file of cases lost: `1.0` is a float. */
const inputTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = { "r-py-types": { b: "1.0" } };

function compare({ id, expect }: Vector, { status, error, flowing }: RunReport): string | undefined {
  const got = `${status} ${error?.type}: ${error?.message}`;
  if (status !== expect.status) return `${got} instead of ${expect.status}`;
  if (expect.status === "failed") {
    const contains = expect.error_contains ?? "";
    return error?.type === expect.error_type && error?.message.includes(contains)
      ? undefined
      : `${got} instead of ${expect.error_type}: …${contains}…`;
  }
  const expected = parsePythonJson(expect.outputs_json ?? "");
  assert.ok(expected.kind === "value", id);
  const outputs = writeJson({ kind: "object", entries: flowing });
  return same(outputs) === same(writeJson(expected.value)) ? undefined : `${outputs} instead of ${expect.outputs_json}`;
}

/** Floats may be written in several ways. */
function same(json: string): string {
  return json.replace(/-?\d+\.?\d*e[-+]?\d+/g, (float) => String(Number(float)));
}
