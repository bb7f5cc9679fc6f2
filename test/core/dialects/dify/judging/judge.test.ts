import assert from "node:assert/strict";
import test from "node:test";
import { judgeDifyOutcome } from "../../../../../src/core/dialects/dify/judging/judge.ts";
import { difyTargets } from "../../../../../src/core/dialects/dify/platform/targets.ts";
import { writeJson } from "../../../../../src/core/json/write-json.ts";
import type { Judgement } from "../../../../../src/core/run/judgement.ts";
import type { RunOutcome } from "../../../../../src/core/run/outcome.ts";
import { codeNode, type OutputSchema, returned } from "../code-node-builder.ts";

const [documented] = difyTargets;

test("all outputs are judged, the error is the first that Dify would raise", () => {
  const judgement = judge(
    {
      ok: { type: "number" },
      name: { type: "string" },
      gone: { type: "string" },
      many: { type: "array[string]" },
      clean: { type: "string" },
    },
    `{"debug": 1, "ok": 1.0, "name": 7, "many": [${Array(31).fill('"x"').join(",")}], "clean": "a\\u0000b"}`,
  );
  assert.deepEqual(
    judgement.outputs.map(({ name, verdict }) => [name, verdict]),
    [
      ["ok", "kept"],
      ["name", "violation"],
      ["gone", "missing"],
      ["many", "violation"],
      ["clean", "altered"],
    ],
  );
  assert.deepEqual(judgement.dropped, [{ name: "debug", value: { kind: "int", digits: "1" } }]);
  assert.equal(judgement.error?.type, "OutputValidationError");
  assert.equal(judgement.error?.message, "Output name must be a string, got int instead.");
  assert.equal(
    judgement.error?.explanation,
    '"name" is declared as string but main() returned a number. Convert it, or change the declared type.',
  );
  const [many] = judgement.outputs[3]?.violations ?? [];
  assert.deepEqual(many?.measure, { actual: "31", limit: "30", unit: "elements" });
  assert.equal(many?.setting, "CODE_MAX_STRING_ARRAY_LENGTH");
  assert.deepEqual(judgement.outputs[4]?.alterations, ['1 NUL character removed from "clean".']);
});

test("text that Dify reads as a number is not called a number of the code's", () => {
  const target = difyTargets.find(({ scientificText }) => scientificText === "becomes-float") ?? assert.fail();
  const node = codeNode({ sku: { type: "string" } });
  const { error } = judgeDifyOutcome(node, returned('{"sku": "12E-05"}'), target);
  assert.match(error?.message ?? "", /got float/);
  assert.match(
    error?.explanation ?? "",
    /^"sku" is not the text that main\(\) returned: Dify reads "12E-05", which is/,
  );
});

test("an output that is missing may be undefined in JavaScript, and nothing else in Python", () => {
  const explanations = (["javascript", "python"] as const).map((language) => {
    const node = { ...codeNode({ text: { type: "string" } }), language };
    return judgeDifyOutcome(node, returned("{}"), documented).error?.explanation;
  });
  assert.deepEqual(explanations, [
    '"text" is declared but main() did not return it, or returned undefined, which JSON leaves out. Return a value on every path, or remove the declaration.',
    '"text" is declared but main() did not return it. Return it on every path, or remove the declaration.',
  ]);
});

test("a string's length is counted in code points, before NULs are removed", () => {
  const schema: OutputSchema = { text: { type: "string" } };
  const ofLength = (unit: string, count: number) => judge(schema, JSON.stringify({ text: unit.repeat(count) }));
  assert.equal(ofLength("🌍", 80_000).status, "succeeded");
  assert.equal(ofLength("🌍", 80_001).status, "failed");
  assert.equal(ofLength("\0", 80_000).outputs[0]?.verdict, "altered");
  const tooLong = ofLength("\0", 80_001).outputs[0]?.violations[0];
  assert.deepEqual(tooLong?.measure, { actual: "80001", limit: "80000", unit: "characters" });
});

test("numbers are compared exactly and keep what they were written as", () => {
  const verdict = (text: string) => judge({ n: { type: "number" } }, `{"n": ${text}}`).outputs[0];
  for (const text of [
    "999999999",
    "-999999999",
    "1.0",
    "999999999.0",
    "NaN",
    "1.10",
    "1e-7",
    "1e-10",
    "0.01234567890",
  ]) {
    const output = verdict(text);
    assert.equal(output?.verdict, "kept", text);
    assert.equal(output?.value && writeJson(output.value), text);
  }
  for (const [text, rule] of [
    ["1000000000", "number-range"],
    ["999999999.0000001", "number-range"],
    ["-Infinity", "number-range"],
    ["123456789012345678901234567890", "number-range"],
    ["1e-11", "number-precision"],
    ["0.30000000000000004", "number-precision"],
  ] as const) {
    assert.equal(verdict(text)?.violations[0]?.rule, rule, text);
  }
  assert.deepEqual(verdict("true")?.value, { kind: "int", digits: "1" });
  assert.deepEqual(verdict("true")?.alterations, ['"n" was true and became 1.']);
});

test("elements of a number array are numbers within the limits too", () => {
  const judgement = judge({ n: { type: "array[number]" } }, '{"n": [1000000000, true, 1e-11, 2]}');
  assert.deepEqual(
    judgement.outputs[0]?.violations.map(({ path, rule }) => [path, rule]),
    [
      ["n[0]", "number-range"],
      ["n[2]", "number-precision"],
    ],
  );
});

test("inside declared children undeclared keys are dropped and NULs removed, without children nothing changes", () => {
  const text = '{"o": {"z": 1, "s": "a\\u0000b"}}';
  const typed = judge({ o: { type: "object", children: { s: { type: "string" } } } }, text).outputs[0];
  assert.equal(typed?.value && writeJson(typed.value), '{"s":"ab"}');
  assert.deepEqual(typed?.alterations, [
    '1 NUL character removed from "o.s".',
    '"o.z" is not declared and was dropped.',
  ]);
  const untyped = judge({ o: { type: "object" } }, text).outputs[0];
  assert.equal(untyped?.verdict, "kept");
  assert.equal(untyped?.value && writeJson(untyped.value), '{"z":1,"s":"a\\u0000b"}');
});

test("an exception is told in the engine's own words, with the user's last line", () => {
  const judgement = judgeDifyOutcome(
    codeNode({ a: { type: "string" } }),
    {
      kind: "threw",
      error: {
        type: "ZeroDivisionError",
        message: "division by zero",
        traceback: "Traceback (most recent call last):\n  …\nZeroDivisionError: division by zero\n",
        frames: [
          { line: 5, functionName: "main" },
          { line: 2, functionName: "ratio" },
        ],
        phase: "call",
      },
      console: [],
      elapsedMs: 3,
    },
    documented,
  );
  assert.equal(judgement.error?.type, "CodeExecutionError");
  assert.equal(judgement.error?.line, 2);
  assert.equal(judgement.error?.explanation, "main() raised ZeroDivisionError: division by zero");
  assert.ok(judgement.error?.message.endsWith("ZeroDivisionError: division by zero"));
  assert.equal(judgement.outputs[0]?.verdict, "not-reached");
});

test("a run that was stopped has the platform's words where it has any", () => {
  const stopped = (limit: "time" | "memory" | "output" | "cancelled" | "crashed"): RunOutcome => ({
    kind: "stopped",
    limit,
    message: "Stopped.",
    console: [],
    elapsedMs: 10_003,
  });
  const errorOf = (outcome: RunOutcome) => judgeDifyOutcome(codeNode({}), outcome, documented).error;
  assert.equal(errorOf(stopped("time"))?.message, "error: timeout\nerror: signal: killed\n");
  assert.match(errorOf(stopped("time"))?.explanation ?? "", /still running after 10\.0 s/);
  assert.equal(errorOf(stopped("memory"))?.type, "CodeExecutionError");
  assert.deepEqual(errorOf(stopped("cancelled")), { type: "Stopped", message: "Stopped.", frames: [] });
  assert.equal(errorOf(stopped("output"))?.message, "Stopped.");
});

function judge(schema: OutputSchema, resultText: string): Judgement {
  return judgeDifyOutcome(codeNode(schema), returned(resultText), documented);
}
