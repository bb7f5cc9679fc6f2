import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { n8n } from "../../src/core/dialects/n8n/n8n.ts";
import type { JsonValue } from "../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import { readNodeFacts } from "../../src/core/languages/all-languages.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import { runNode } from "../../src/core/run/run-node.ts";
import { completedInputs } from "../core/dialects/completed-inputs.ts";
import { environmentOf, workflowOf } from "../core/dialects/n8n/vector-workflow.ts";
import type { Vector } from "../core/dialects/n8n/vectors.ts";
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

async function run({ target: targetName = "2", inputs = {}, ...given }: Probe): Promise<RunReport> {
  const vector: Vector = {
    id: "",
    language: "javaScript",
    mode: "runOnceForAllItems",
    items: twoItems,
    ...given,
    expect: {},
  };
  const node = n8n.readWorkflow(workflowOf(vector)).nodes.find(({ title }) => title === "Code") ?? assert.fail();
  const targets = n8n.readServerSettings?.(environmentOf(vector)).targets ?? [];
  const entries = Object.entries(inputs).map(([name, value]) => [name, jsonOf(value)] as const);
  return runNode({
    path: "workflow.json",
    node,
    facts: readNodeFacts(node),
    dialect: n8n,
    target: targets.find(({ name }) => name === targetName) ?? assert.fail(),
    otherTargets: [],
    inputs: completedInputs(n8n, node, new Map(entries)),
    once: false,
    signal: new AbortController().signal,
    run: (request, signal) => sandbox.run(request, signal),
    wait: async () => {},
  });
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
