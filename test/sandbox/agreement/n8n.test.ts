import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { writeJson } from "../../../src/core/json/write-json.ts";
import type { RunReport } from "../../../src/core/run/report.ts";
import type { Vector } from "../../core/dialects/n8n/vectors.ts";
import { runCase } from "../n8n-runs.ts";
import { openSandbox } from "../requests.ts";
import { type Comparison, ratesOf, worded } from "./agreement.ts";

// The second set of executed cases: each through the whole product, from the workflow to the report.

type Case = Vector & {
  readonly set: "blind" | "probing";
  /** "prefix": the error that is given is only the beginning. */
  readonly compare?: "prefix";
};

const sandbox = openSandbox();
after(() => sandbox.dispose());

const { vectors } = JSON.parse(readFileSync("test/vectors/n8n-2.json", "utf8")) as {
  readonly vectors: readonly Case[];
};

test("n8n 2: the second set of executed cases", async (context) => {
  const comparisons: Comparison[] = [];
  const waiting = [...vectors];
  const work = async () => {
    for (let given = waiting.shift(); given; given = waiting.shift()) {
      const report = await runCase(sandbox, given);
      comparisons.push(compare(given, report));
    }
  };
  await Promise.all([work(), work()]);
  const rates = ratesOf(
    "n8n-2",
    comparisons.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  );
  context.diagnostic(worded(rates));
  assert.ok(comparisons.length >= 435);
  assert.ok((rates.get("all")?.status ?? 0) >= 99);
  assert.ok((rates.get("all")?.everything ?? 0) >= 94);
});

function compare(given: Case, report: RunReport): Comparison {
  const { id, language, mode, expect } = given;
  const outputs = report.flowing.map(([, value]) => JSON.parse(writeJson(value)) as readonly unknown[]);
  const failed = expect.continuedWith ? "exception" : "failed";
  // n8n says nothing of an error that became items.
  const isOver = report.status === "succeeded" || report.status === "exception";
  const status = expect.error === undefined ? isOver : report.status === failed;
  const everything =
    status && (expect.error === undefined ? isSameItems(expect, outputs) : isSameError(given, report, outputs));
  const lines = report.console.map(({ text }) => text);
  const ours = JSON.stringify({ status: report.status, error: report.error, outputs, lines }).slice(0, 2500);
  return {
    id,
    group: `${language} ${mode}`,
    status,
    everything,
    ...(everything
      ? {}
      : { difference: `${given.code}\n--- n8n: ${JSON.stringify(expect).slice(0, 2500)}\n--- ours: ${ours}` }),
  };
}

function isSameItems(expect: Case["expect"], outputs: readonly (readonly unknown[])[]): boolean {
  const expected = [expect.items ?? [], ...(expect.errorOutputItems ? [expect.errorOutputItems] : [])];
  return isDeepStrictEqual(expect.errorOutputItems ? outputs : outputs.slice(0, 1), expected);
}

function isSameError({ expect, compare: how }: Case, { error }: RunReport, outputs: readonly unknown[]): boolean {
  const message = error?.message ?? "";
  const isSameMessage = how === "prefix" ? message.startsWith(expect.error ?? "") : message === expect.error;
  return (
    isSameMessage && error?.description === expect.description && isDeepStrictEqual(outputs, expect.continuedWith ?? [])
  );
}
