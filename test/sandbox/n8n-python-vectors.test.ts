import assert from "node:assert/strict";
import { after, test } from "node:test";
import { preparePython, readPythonOutcome } from "../../src/core/dialects/n8n/python-run.ts";
import type { PythonTask, RunnerResult } from "../../src/core/dialects/n8n/python-task.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../src/core/json/write-json.ts";
import { judgeItems } from "../core/dialects/n8n/judged-python-items.ts";
import { type N8nItem, type PythonVector, policyOf, readPythonVectors } from "../core/dialects/n8n/python-vectors.ts";
import { openSandbox } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

/** What a local run cannot show, each with its reason. */
const notReproduced: Readonly<Record<string, string>> = {
  "env-python-disabled": "The server has Python switched off, which is for the server to say.",
  "env-python-no-venv": "The server lacks its Python runner.",
  "derived-py-no-code": "The node has no code at all, so that there is nothing to run.",
};

test("every executed Python case, through the real engine, ends as it did in n8n", async (context) => {
  const mismatches: string[] = [];
  let passed = 0;
  const vectors = readPythonVectors();
  assert.ok(vectors.length >= 156, "the cases are complete");
  const reproduced = vectors.filter(({ id }) => !Object.hasOwn(notReproduced, id));
  const check = async (vector: PythonVector) => {
    const mismatch = compare(vector, await run(vector));
    if (mismatch) mismatches.push(`${vector.id}: ${vector.code}\n    ${mismatch}`);
    else passed += 1;
  };
  await Promise.all(reproduced.map(check));
  assert.deepEqual(mismatches, []);
  assert.equal(passed + Object.keys(notReproduced).length, vectors.length);
  context.diagnostic(`${passed} of ${vectors.length} executed Python cases end alike`);
});

function taskOf(vector: PythonVector): PythonTask {
  const given = parsePythonJson(JSON.stringify(vector.node?.executeOnce ? vector.items.slice(0, 1) : vector.items));
  assert.ok(given.kind === "value" && given.value.kind === "array");
  return {
    flavour: "native",
    mode: vector.mode,
    code: vector.code,
    items: given.value.items,
    imports: policyOf(vector),
    continuesOnFail: vector.node?.onError !== undefined,
    limits: {
      timeMs: 1000 * Number(vector.env?.N8N_RUNNERS_TASK_TIMEOUT ?? 300),
      memoryBytes: 256 * 1024 * 1024,
      consoleBytes: 1024 * 1024,
      resultBytes: 30 * 1024 * 1024,
    },
  };
}

async function run(vector: PythonVector): Promise<RunnerResult> {
  const task = taskOf(vector);
  const prepared = preparePython(task);
  if (prepared.kind === "refused") return prepared.result;
  return readPythonOutcome(task, await sandbox.run(prepared.request));
}

function compare({ items, expect }: PythonVector, result: RunnerResult): string | undefined {
  const got = ending(items.length, result);
  const expected = {
    items: expect.items?.length === 0 && expect.errorOutputItems ? expect.errorOutputItems : expect.items,
    message: expect.error,
    // One of the cases that were not executed tells no description.
    description: expect.description ?? (expect.error?.startsWith("Task execution") ? got.description : undefined),
    logs: expect.logs,
  };
  if (!expect.logs) got.logs = undefined;
  if (expect.errorOutputItems) got.items = got.items?.map(({ json }) => ({ json }));
  try {
    assert.deepEqual(plain(got), plain(expected));
    return undefined;
  } catch {
    return `${JSON.stringify(got)}\n    instead of ${JSON.stringify(expected)}`;
  }
}

interface Ending {
  items: readonly N8nItem[] | undefined;
  message: string | undefined;
  description: string | undefined;
  logs: unknown;
}

/** Either items or an error, and what was printed. */
function ending(inputCount: number, result: RunnerResult): Ending {
  const nothing = { items: undefined, message: undefined, description: undefined, logs: undefined };
  if (result.kind === "error") {
    const { message, description } = result.error;
    return { ...nothing, message, description };
  }
  const judged = judgeItems(JSON.parse(writeJson(result.value)), inputCount);
  const logs = JSON.parse(writeJson({ kind: "array", items: result.logs.map((items) => ({ kind: "array", items })) }));
  if (judged.kind === "items") return { ...nothing, items: judged.items, logs };
  return { ...nothing, message: judged.message, description: judged.description };
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
