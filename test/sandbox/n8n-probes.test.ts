import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import type { JsonValue } from "../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { Vector } from "../core/dialects/n8n/vectors.ts";
import { runCase } from "./n8n-runs.ts";
import { openSandbox } from "./requests.ts";

/** A node behind a trigger with pinned items, and what n8n makes of a run, by what is known about it (2.41.1). */
interface Probe extends Partial<Omit<Vector, "expect">> {
  readonly name: string;
  readonly code: string;
  /** "2" when absent. */
  readonly target?: string;
  /** Instead of the pinned items. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly expect: unknown;
}

const sandbox = openSandbox();
after(() => sandbox.dispose());

const { probes }: { readonly probes: readonly Probe[] } = JSON.parse(
  readFileSync("test/sandbox/n8n-probes.json", "utf8"),
);
const twoItems = [1, 2].map((x, item) => ({ json: { x }, pairedItem: { item } }));

test("the probes are told apart by their names", () => {
  assert.ok(probes.length > 150);
  assert.equal(new Set(probes.map(({ name }) => name)).size, probes.length);
});

for (const probe of probes) {
  test(probe.name, async () => assert.deepEqual(ending(await run(probe)), probe.expect));
}

function run({ target = "2", inputs = {}, ...given }: Probe): Promise<RunReport> {
  const vector: Vector = {
    id: "",
    language: "javaScript",
    mode: "runOnceForAllItems",
    items: twoItems,
    ...given,
    expect: {},
  };
  const entries = Object.entries(inputs).map(([name, value]) => [name, jsonOf(value)] as const);
  return runCase(sandbox, vector, { target, given: new Map(entries) });
}

function ending({ status, attempts, error, flowing, console: lines }: RunReport) {
  return {
    status,
    ...(attempts.length > 1 ? { tries: attempts.length } : {}),
    ...(error ? { error: error.message } : {}),
    ...(error?.description ? { description: error.description } : {}),
    ...(flowing.length > 0 ? { outputs: flowing.map(([, value]) => JSON.parse(writeJson(value))) } : {}),
    ...(lines.length > 0 ? { console: lines.map(({ text }) => text) } : {}),
  };
}

function jsonOf(value: unknown): JsonValue {
  const parsed = parsePythonJson(JSON.stringify(value));
  assert.ok(parsed.kind === "value");
  return parsed.value;
}
