import assert from "node:assert/strict";
import test from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { dify } from "../../../src/core/dialects/dify/dify.ts";
import { difyTargets } from "../../../src/core/dialects/dify/platform/targets.ts";
import { writeJson } from "../../../src/core/json/write-json.ts";
import { nothingKnown } from "../../../src/core/languages/code-facts.ts";
import type { RunOutcome } from "../../../src/core/run/outcome.ts";
import { readInputs } from "../../../src/core/run/read-inputs.ts";
import type { RunReport } from "../../../src/core/run/report.ts";
import { reportsToJson } from "../../../src/core/run/report-to-json.ts";
import { type AttemptProgress, runNode } from "../../../src/core/sources/run-node.ts";
import type { CodeNode } from "../../../src/core/workflow/code-node.ts";
import { completedInputs } from "../dialects/completed-inputs.ts";
import { codeNode, returned } from "../dialects/dify/code-node-builder.ts";

const [documented] = difyTargets;
const good = returned('{"n": 1, "debug": 1}');
const bad = returned('{"n": "x"}');

test("a run that succeeds is not repeated, and its kept outputs flow on", async () => {
  const { report, log } = await run({ retry: { maxRetries: 3, intervalMs: 10 } }, [good]);
  assert.deepEqual(log, ["run 1/4"]);
  assert.equal(report.status, "succeeded");
  assert.equal(flowing(report), '{"n":1}');
  assert.deepEqual(report.attempts, [{ elapsedMs: 1, status: "succeeded" }]);
  assert.deepEqual(
    report.dropped.map(({ name }) => name),
    ["debug"],
  );
});

test("a failed run is repeated after the same wait each time, until one succeeds", async () => {
  const { report, log } = await run({ retry: { maxRetries: 3, intervalMs: 250 } }, [bad, bad, good]);
  assert.deepEqual(log, ["run 1/4", "wait 250", "run 2/4", "wait 250", "run 3/4"]);
  assert.deepEqual(
    report.attempts.map(({ status, waitedMs, error }) => [status, waitedMs, error?.type]),
    [
      ["failed", 250, "OutputValidationError"],
      ["failed", 250, "OutputValidationError"],
      ["succeeded", undefined, undefined],
    ],
  );
});

test("attempts are one more than retries, and then the node fails", async () => {
  const { report, log } = await run({ retry: { maxRetries: 2, intervalMs: 0 } }, [bad]);
  assert.equal(log.filter((entry) => entry.startsWith("run")).length, 3);
  assert.equal(report.status, "failed");
  assert.equal(report.attempts.length, 3);
  assert.equal(report.error?.message, "Output n is not a number, got <class 'str'> instead.");
  assert.equal(flowing(report), "{}");
});

test("more retries than the published page allows are made as it allows, and said; a release makes them all", async () => {
  const more = { retry: { maxRetries: 12, intervalMs: 9000 } };
  const { report, log } = await run(more, [bad]);
  assert.equal(report.attempts.length, 11);
  assert.ok(log.includes("wait 5000") && !log.includes("wait 9000"));
  assert.match(report.notes[0] ?? "", /declares 12 retries every 9000 ms; at most 10 every 5000 ms are made/);

  const onServer = await run(more, [bad], { target: "1.16" });
  assert.equal(onServer.report.attempts.length, 13);
  assert.ok(onServer.log.includes("wait 9000"));
  assert.deepEqual(onServer.report.notes, []);

  const once = await run(more, [bad], { once: true });
  assert.deepEqual(once.report.notes, []);
});

test("run once does not retry but falls back", async () => {
  const { report, log } = await run({ retry: { maxRetries: 2, intervalMs: 5 }, errorStrategy: "fail-branch" }, [bad], {
    once: true,
  });
  assert.deepEqual(log, ["run 1/1"]);
  assert.equal(report.status, "exception");
});

test("the fail branch carries the error and nothing else", async () => {
  const { report } = await run({ errorStrategy: "fail-branch" }, [bad]);
  assert.equal(
    flowing(report),
    '{"error_message":"Output n is not a number, got <class \'str\'> instead.","error_type":"OutputValidationError"}',
  );
  assert.match(report.fallback ?? "", /fail branch/);
});

test("default values flow on with the error beside them; who wins depends on the kind of run", async () => {
  const defaults = [
    { key: "n", type: "number", valueText: '"12"' },
    { key: "error_type", type: "string", valueText: '"mine"' },
  ];
  const inWorkflow = await run({ errorStrategy: "default-value", defaults }, [bad]);
  assert.equal(inWorkflow.report.status, "exception");
  assert.deepEqual(flowingKinds(inWorkflow.report), [
    ["n", "12.0"],
    ["error_type", '"OutputValidationError"'],
    ["error_message", "\"Output n is not a number, got <class 'str'> instead.\""],
  ]);
  const once = await run({ errorStrategy: "default-value", defaults }, [bad], { once: true });
  assert.equal(new Map(flowingKinds(once.report)).get("error_type"), '"mine"');
});

test("default values that the platform refuses do not take over", async () => {
  const defaults = [{ key: "n", type: "boolean", valueText: "true" }];
  const { report } = await run({ errorStrategy: "default-value", defaults }, [bad]);
  assert.equal(report.status, "failed");
  assert.equal(flowing(report), "{}");
  assert.match(report.error?.explanation ?? "", /default value of "n": Input should be 'string'/);
});

test("a run that was stopped is neither repeated nor taken over", async () => {
  const cancelled: RunOutcome = { kind: "stopped", limit: "cancelled", message: "Stopped.", console: [], elapsedMs: 4 };
  const { report, log } = await run({ retry: { maxRetries: 5, intervalMs: 1 }, errorStrategy: "fail-branch" }, [
    bad,
    cancelled,
  ]);
  assert.deepEqual(log, ["run 1/6", "wait 1", "run 2/6"]);
  assert.equal(report.status, "failed");
  assert.equal(report.error?.type, "Stopped");
});

test("a run that was not begun for want of packages is neither repeated nor taken over", async () => {
  const message = "The code needs numpy 2.4.6, which is not on this machine.";
  const unprovided: RunOutcome = { kind: "stopped", limit: "packages", message, console: [], elapsedMs: 0 };
  const { report, log } = await run({ retry: { maxRetries: 5, intervalMs: 1 }, errorStrategy: "fail-branch" }, [
    unprovided,
  ]);
  assert.deepEqual(log, ["run 1/6"]);
  assert.equal(report.status, "failed");
  assert.deepEqual(report.error, { type: "Not run", message, frames: [] });
});

test("stopping during the wait ends it, whether the wait returns or rejects", async () => {
  for (const rejects of [false, true]) {
    const { report, log } = await run(
      { retry: { maxRetries: 5, intervalMs: 1 }, errorStrategy: "fail-branch" },
      [bad],
      { stopInWait: rejects ? "rejects" : "returns" },
    );
    assert.deepEqual(log, ["run 1/6", "wait 1"]);
    assert.equal(report.status, "failed");
    assert.equal(report.attempts.length, 1);
  }
});

test("a fault of the sandbox is not an outcome", async () => {
  await assert.rejects(
    runNode({ ...nodeRun(codeNode({})), run: () => Promise.reject(new Error("no worker")) }),
    /no worker/,
  );
});

test("missing inputs are null, further ones are left out, and both are noted", async () => {
  const { report } = await run({ inputs: ["a", "b"] }, [good], { given: '{"b": 1.0, "c": 2}' });
  assert.deepEqual(report.inputs, [
    ["a", { kind: "null" }],
    ["b", { kind: "float", text: "1.0" }],
  ]);
  assert.equal(report.notes.length, 2);
  assert.match(report.notes[0] ?? "", /No value was given for "a"/);
  assert.match(report.notes[1] ?? "", /no input "c"/);
});

test("what a real server would do otherwise is noted", async () => {
  const printed: RunOutcome = { ...good, console: [{ stream: "stderr", text: "careful" }] };
  const range = { start: 0, end: 0 };
  const main = {
    kind: "function",
    nameRange: range,
    isAsync: true,
    isGenerator: false,
    parameters: [{ kind: "named", name: "a", range, hasDefault: false, filledBy: "position" }],
    parametersRange: range,
    readsArguments: false,
    returns: [],
  } as const;
  const node = codeNode({ n: { type: "number" } }, { language: "javascript", inputs: ["a"] });
  const report = await runNode({
    ...nodeRun(node),
    facts: { ...nothingKnown, main },
    inputs: completedInputs(dify, node, new Map([["a", { kind: "null" }]])),
    run: async () => printed,
  });
  assert.equal(report.notes.length, 3);
  assert.match(report.notes[0] ?? "", /write main\(\{ a \}\)/);
  assert.match(report.notes[1] ?? "", /async/);
  assert.match(report.notes[2] ?? "", /stderr/);
});

test("the report as JSON keeps every digit and every kind of number", async () => {
  const text = '{"big": 12345678901234567890, "whole": 1.0, "none": NaN, "long": "x"}';
  const outputs = { big: { type: "object" }, whole: { type: "number" }, none: { type: "number" } };
  const node = codeNode(outputs, { id: "7", title: "Sum up" });
  const outcome: RunOutcome = {
    ...returned(text),
    console: [{ stream: "stdout", text: "</script>" }],
    elapsedMs: 1.26,
  };
  const report = await runNode({ ...nodeRun(node), run: async () => outcome });
  assert.equal(
    reportsToJson([report]),
    `{
  "runs": [
    {
      "path": "a.yml",
      "node": "7",
      "title": "Sum up",
      "dialect": "dify",
      "target": "documented",
      "status": "failed",
      "outputs": {
        "whole": 1.0,
        "none": NaN
      },
      "dropped": [
        "long"
      ],
      "violations": [
        {
          "output": "big",
          "path": "big",
          "rule": "type",
          "message": "Output big is not an object, got <class 'int'> instead."
        }
      ],
      "error": {
        "type": "OutputValidationError",
        "message": "Output big is not an object, got <class 'int'> instead."
      },
      "console": [
        {
          "stream": "stdout",
          "text": "</script>"
        }
      ],
      "attempts": [
        {
          "elapsedMs": 1.3,
          "status": "failed"
        }
      ],
      "elapsedMs": 1.3,
      "elsewhere": []
    }
  ]
}`,
  );
  assert.deepEqual(JSON.parse(reportsToJson([])), { runs: [] });
  assert.match(reportsToJson([report, report]), /^\{\n {2}"runs": \[\n {4}\{\n {6}"path"/);
});

test("the report as JSON shows what flows on when the error strategy took over", async () => {
  const { report } = await run({ errorStrategy: "fail-branch" }, [bad]);
  const [json] = JSON.parse(reportsToJson([report])).runs;
  assert.deepEqual(Object.keys(json.outputs), ["error_message", "error_type"]);
  assert.equal(json.status, "exception");
});

interface Options {
  readonly target?: string;
  readonly once?: boolean;
  readonly given?: string;
  readonly stopInWait?: "returns" | "rejects";
}

/** Runs a node with one number output against canned outcomes, the last of which repeats. */
async function run(
  more: Parameters<typeof codeNode>[1],
  outcomes: readonly RunOutcome[],
  { once = false, given = "{}", stopInWait, target }: Options = {},
): Promise<{ report: RunReport; log: readonly string[] }> {
  const log: string[] = [];
  const stopping = new AbortController();
  const reading = readInputs(given);
  assert.ok(reading.kind === "inputs");
  let attempt = 0;
  const node = codeNode({ n: { type: "number" } }, more);
  const report = await runNode({
    ...nodeRun(node),
    inputs: completedInputs(dify, node, reading.inputs),
    target: targetOrDefault(dify, target),
    once,
    signal: stopping.signal,
    run: async () => outcomes[Math.min(attempt++, outcomes.length - 1)] as RunOutcome,
    wait: async (milliseconds) => {
      log.push(`wait ${milliseconds}`);
      if (stopInWait) stopping.abort();
      if (stopInWait === "rejects") throw new Error("aborted");
    },
    onAttempt: (progress: AttemptProgress) => {
      if (progress.kind === "running") log.push(`run ${progress.attempt}/${progress.of}`);
    },
  });
  return { report, log };
}

function nodeRun(node: CodeNode) {
  return {
    dialect: dify,
    target: documented,
    node,
    facts: nothingKnown,
    otherTargets: [],
    path: "a.yml",
    inputs: completedInputs(dify, node),
    once: false,
    signal: new AbortController().signal,
    run: async () => good,
    wait: async () => {},
  };
}

function flowing({ flowing }: RunReport): string {
  return writeJson({ kind: "object", entries: flowing });
}

function flowingKinds({ flowing }: RunReport): [string, string][] {
  return flowing.map(([name, value]) => [name, writeJson(value)]);
}
