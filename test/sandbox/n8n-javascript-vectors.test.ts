import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { N8nEnding } from "../../src/core/dialects/n8n/ending.ts";
import { contextOf, fromJson } from "../core/dialects/n8n/context-of.ts";
import { readRunVectors, type Vector } from "../core/dialects/n8n/vectors.ts";
import { allowing, runN8nJavaScript } from "./n8n-runs.ts";
import { openSandbox } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

const vectors = readRunVectors().filter(({ language }) => language === "javaScript");

/** What a local run cannot or should not show, each with its reason. */
const notReproduced: Readonly<Record<string, string>> = {
  "env-insecure-proto": "A server without its sandbox: the code would have the machine.",
  "env-insecure-process": "A server without its sandbox: the code would have the machine.",
  "env-insecure-error-line": "A server without its sandbox: the code would have the machine.",
  "w-js-process": "The process module is the machine's own, which no run may reach.",
  "derived-js-heartbeat": "A runner that dies in the middle of a task; not executed on the server either.",
};

/** Calls of console.log that n8n swallows because of a value in them are shown here; the others come in their order. */
const showsMore = [
  "js-all-console-undefined",
  "js-all-console-bigint",
  "js-all-console-log-undefined",
  "js-all-console-log-function",
];

/** V8's words for what this engine says otherwise; that it is the same kind of error is compared. */
const engineWords: readonly string[] = [];

test("every executed run of JavaScript, through the real engine, ends as it did on n8n", async (context) => {
  assert.ok(vectors.length >= 321, "the cases are complete");
  const mismatches: string[] = [];
  let passed = 0;
  for (const vector of vectors) {
    if (Object.hasOwn(notReproduced, vector.id)) continue;
    const mismatch = compare(vector, await run(vector));
    if (mismatch) mismatches.push(`${vector.id}: ${vector.code}\n    ${mismatch}`);
    else passed += 1;
  }
  assert.deepEqual(mismatches, []);
  assert.equal(passed + Object.keys(notReproduced).length, vectors.length);
  assert.ok(Object.keys(notReproduced).length <= vectors.length * 0.05);
  context.diagnostic(`${passed} of ${vectors.length} executed runs end alike`);
});

interface Run {
  readonly ending: N8nEnding;
  readonly lines: readonly string[];
}

async function run(vector: Vector): Promise<Run> {
  const between = vector.connections ? vector.extraNodes?.[0] : undefined;
  const { jsCode } = Object(between?.parameters) as { readonly jsCode?: string };
  const upstream =
    jsCode === undefined
      ? undefined
      : await run({ ...withoutNodes(vector), mode: "runOnceForAllItems", code: jsCode, expect: {} });
  const runContext = contextOf(vector, upstream?.ending.outputs[0]);
  const { env = {}, node = {} } = vector;
  const seconds = Number(env.N8N_RUNNERS_TASK_TIMEOUT ?? 300);
  const modules = allowing(env.NODE_FUNCTION_ALLOW_BUILTIN ?? "", env.NODE_FUNCTION_ALLOW_EXTERNAL ?? "");
  const { ending, outcomes } = await runN8nJavaScript(
    runContext,
    { modules, timeLimitMs: seconds * 1000 },
    (request) => sandbox.run(request),
    node.retryOnFail === true ? Math.max(2, Number(node.maxTries)) : 1,
  );
  const lines = outcomes.flatMap(({ console }) => console.map(({ text }) => text));
  return { ending, lines };
}

function withoutNodes({ extraNodes: _nodes, connections: _connections, ...rest }: Vector): Vector {
  return rest;
}

function compare({ id, expect }: Vector, { ending, lines }: Run): string | undefined {
  const { status, error, outputs, tookOver } = ending;
  const shown = { status, error, tookOver, outputs: outputs.map((items) => items.map(fromJson)), lines };
  const differs = (what: string, expected: unknown) =>
    `${what}: ${JSON.stringify(expected)}\n    here: ${JSON.stringify(shown)}`;
  if (expect.notExecuted) return ending.notExecuted && outputs.length === 0 ? undefined : differs("not executed", true);
  if (expect.error === undefined) {
    const expected = [expect.items ?? [], ...(expect.errorOutputItems ? [expect.errorOutputItems] : [])];
    const actual = expect.errorOutputItems ? shown.outputs : shown.outputs.slice(0, 1);
    if (status !== "succeeded" || !isDeepStrictEqual(actual, expected)) return differs("items", expected);
  } else {
    if (status !== "failed") return differs("error", expect.error);
    const isAlike = engineWords.includes(id)
      ? error?.description === expect.description
      : error?.message === expect.error;
    if (!isAlike) return differs("error", expect.error);
    if (error?.description !== expect.description) return differs("description", expect.description);
    if (!isDeepStrictEqual(shown.outputs, expect.continuedWith ?? []))
      return differs("passed on", expect.continuedWith);
  }
  if (!expect.logs) return undefined;
  const logged = expect.logs.map((values) =>
    values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "),
  );
  let at = 0;
  for (const line of lines) if (line === logged[at]) at += 1;
  const isComplete = at === logged.length && (showsMore.includes(id) || lines.length === logged.length);
  return isComplete ? undefined : differs("logs", logged);
}
