import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../../src/core/json/json-value.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import { readRunVectors, type Vector } from "../core/dialects/n8n/vectors.ts";
import { runCase } from "./n8n-runs.ts";
import { openSandbox } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

const vectors = readRunVectors();

/** What a local run cannot or should not show, each with its reason. */
const notReproduced: Readonly<Record<string, string>> = {
  "env-insecure-proto": "A server without its sandbox: the code would have the machine.",
  "env-insecure-process": "A server without its sandbox: the code would have the machine.",
  "env-insecure-error-line": "A server without its sandbox: the code would have the machine.",
  "w-js-process": "The process module is the machine's own, which no run may reach.",
  "derived-js-heartbeat": "A runner that dies in the middle of a task; not executed on the server either.",
  "env-python-disabled": "The server has Python switched off, which is for the server to say.",
  "env-python-no-venv": "The server lacks its Python runner.",
  "derived-py-no-code": "Not executed; an executed node without code ends in Python's own error.",
};

/** Calls of console.log that n8n swallows because of a value in them are shown here; the others come in their order. */
const showsMore = [
  "js-all-console-undefined",
  "js-all-console-bigint",
  "js-all-console-log-undefined",
  "js-all-console-log-function",
];

for (const language of ["javaScript", "python"] as const) {
  test(`every executed run of ${language}, from the workflow to the report, ends as it did on n8n`, async (context) => {
    const ofLanguage = vectors.filter((vector) => vector.language.startsWith(language));
    const reproduced = ofLanguage.filter(({ id }) => !Object.hasOwn(notReproduced, id));
    assert.ok(ofLanguage.length >= (language === "python" ? 156 : 321), "the cases are complete");
    assert.ok(reproduced.length >= ofLanguage.length * 0.95);
    const mismatches = await Promise.all(
      reproduced.map(async (vector) => {
        const mismatch = compare(vector, await run(vector));
        return mismatch ? [`${vector.id}: ${vector.code}\n    ${mismatch}`] : [];
      }),
    );
    assert.deepEqual(mismatches.flat(), []);
    context.diagnostic(`${reproduced.length} of ${ofLanguage.length} executed runs end alike`);
  });
}

async function run(vector: Vector, title = "Code", items?: readonly JsonValue[]): Promise<RunReport> {
  const [before] = vector.connections ? (vector.extraNodes ?? []) : [];
  const upstream = before && before.name !== title && !items ? await run(vector, before.name) : undefined;
  const given = items ?? upstream?.items?.outputs[0]?.items;
  return runCase(sandbox, vector, {
    title,
    ...(given ? { given: new Map([["items", { kind: "array", items: given }]]) } : {}),
  });
}

function compare({ id, oracle, expect }: Vector, report: RunReport): string | undefined {
  const { status, error, flowing } = report;
  const outputs = flowing.map(([, value]) => JSON.parse(writeJson(value)) as readonly unknown[]);
  const lines = report.attempts.flatMap(() => report.console.map(({ text }) => text));
  const shown = JSON.stringify({ status, error, outputs, lines });
  const differs = (what: string, expected: unknown) => `${what}: ${JSON.stringify(expected)}\n    here: ${shown}`;
  if (expect.notExecuted) {
    return status === "succeeded" && isDeepStrictEqual(outputs, [[]]) ? undefined : differs("not executed", true);
  }
  if (expect.error === undefined) {
    const expected = [expect.items ?? [], ...(expect.errorOutputItems ? [expect.errorOutputItems] : [])];
    if (status === "failed") return differs("items", expected);
    if (!isDeepStrictEqual(expect.errorOutputItems ? outputs : outputs.slice(0, 1), expected))
      return differs("items", expected);
  } else {
    const isFailure = status === (expect.continuedWith ? "exception" : "failed");
    if (!isFailure || error?.message !== expect.error) return differs("error", expect.error);
    // One of the cases that were not executed tells no description.
    if (oracle !== false && error.description !== expect.description) return differs("description", expect.description);
    if (!isDeepStrictEqual(outputs, expect.continuedWith ?? [])) return differs("passed on", expect.continuedWith);
  }
  return expect.logs && compareLines(id, expect.logs, lines) ? differs("logs", expect.logs) : undefined;
}

function compareLines(id: string, logs: readonly (readonly unknown[])[], lines: readonly string[]): boolean {
  const logged = logs.flatMap((values) => {
    const text = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" ");
    return text.split("\n");
  });
  let at = 0;
  for (const line of lines) if (line === logged[at]) at += 1;
  return at < logged.length || (!showsMore.includes(id) && lines.length > logged.length);
}
