import assert from "node:assert/strict";
import test from "node:test";
import { judgeDifyOutcome, judgeStdout } from "../../../../../src/core/dialects/dify/judging/judge.ts";
import type { DifyTarget } from "../../../../../src/core/dialects/dify/platform/target.ts";
import { difyTargets } from "../../../../../src/core/dialects/dify/platform/targets.ts";
import type { JsonValue } from "../../../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../../../src/core/json/parse-python-json.ts";
import { pythonFloatText } from "../../../../../src/core/json/python-float.ts";
import type { Judgement } from "../../../../../src/core/run/judgement.ts";
import { codeNode, returned } from "../code-node-builder.ts";
import { expandMacros, readVectors, type Vector } from "../vectors.ts";

const { vectors, limits } = readVectors();
const resultVectors = vectors.filter(({ stage }) => stage === "result");
const [documented] = difyTargets;

/** The release that each target was executed as. */
const executedAs: Readonly<Record<string, string>> = {
  "1.16": "1.16.0",
  "1.13": "1.13.3",
  "1.9": "1.9.0",
  "1.8": "1.8.0",
  "1.7": "1.7.2",
};

/** What the published contract answers differently under the same limits; each follows from one switch. */
const differsUnderDocumented: Readonly<Record<string, { reason: string; expect: Vector["expect"] }>> = {
  ...accepted("undeclared keys are dropped silently", {
    "d-extra": '{"result": "a"}',
    "d-extra-null": '{"result": "a"}',
    "d-no-outputs-nonempty": "{}",
    "d-child-extra": '{"result": {"a": 1}}',
  }),
  ...accepted("text stays text, whatever it looks like", {
    "d-str-sci": '{"result": "1e+5"}',
    "d-str-sci-nl": '{"result": "1e+5\\n"}',
    "d-str-sci-unicode-digits": '{"result": "\\u0661e+\\u0662"}',
    "d-as-sci": '{"result": ["1e-7"]}',
  }),
  ...refused("text stays text, whatever it looks like", {
    "d-num-sci-overflow": "Output result is not a number, got <class 'str'> instead.",
  }),
  ...accepted("lists nest like objects, up to the depth", {
    "d-obj-inner-listlist-empty": '{"result": {"l": [[]]}}',
    "d-obj-inner-listlist": '{"result": {"l": [[1, 2], [3]]}}',
  }),
  ...refused("a boolean output takes booleans", {
    "d-bool-list": "Output variable `result` must be a boolean",
    "d-bool-dict": "Output variable `result` must be a boolean",
  }),
  ...refused("elements of array[number] are numbers within the limits too", {
    "d-an-range":
      "Output variable `result[0]` is out of range, it must be between -9223372036854775808 and 9223372036854775807.",
    "d-an-prec": "Output variable `result[0]` has too high precision, it must be less than 20 digits.",
  }),
};

for (const target of difyTargets.slice(1)) {
  test(`the answer of ${target.name} to every executed result, word for word`, () => {
    assert.ok(resultVectors.length >= 132, "the cases are complete");
    const release = executedAs[target.name];
    assert.ok(release, target.name);
    for (const vector of resultVectors) check(vector, target, answerOf(vector, release));
  });
}

test("the bands differ where the executed releases do, so that no case is judged for the wrong one", () => {
  const counts = difyTargets.slice(1).map(({ name }) => {
    const release = executedAs[name] ?? "";
    return resultVectors.filter((vector) => answerOf(vector, release) !== vector.expect).length;
  });
  assert.deepEqual(counts, [0, 23, 23, 32, 39]);
});

test("a result is cut out of what was printed as the releases do", () => {
  const printed = vectors.filter(({ stage }) => stage === "stdout");
  assert.ok(printed.length >= 5, "the cases are complete");
  for (const vector of printed) {
    const judge = (target: DifyTarget) => judgeStdout(codeNode(vector.outputs_schema), vector.stdout ?? "", target);
    for (const target of difyTargets.slice(1)) compare(vector, judge(target), vector.expect);
  }
});

test("the published contract's answer under the same limits, with its reasons to differ", () => {
  for (const vector of resultVectors) {
    check(vector, documented, differsUnderDocumented[vector.id]?.expect ?? vector.expect);
  }
  const known = new Set(resultVectors.map(({ id }) => id));
  assert.deepEqual(
    Object.keys(differsUnderDocumented).filter((id) => !known.has(id)),
    [],
  );
});

test("the published contract's own limits are those of the published page", () => {
  const own = resultVectors.filter((vector) => vector.limits === "dify-docs-legacy");
  assert.equal(own.length, 5);
  assert.deepEqual(documented.limits, limits.get("dify-docs-legacy"));
});

function check(vector: Vector, switches: DifyTarget, expect: Vector["expect"]): void {
  const profile = limits.get(vector.limits);
  assert.ok(profile, vector.limits);
  const resultText = expandMacros(vector.result_json ?? vector.result_gen ?? "");
  const judgement = judgeDifyOutcome(codeNode(vector.outputs_schema), returned(resultText), {
    ...switches,
    limits: profile,
  });
  compare(vector, judgement, expect);
}

function answerOf(vector: Vector, release: string): Vector["expect"] {
  const answer = vector.differs_in?.find(({ versions }) => versions.includes(release));
  if (!answer) return vector.expect;
  const { error, ...rest } = answer;
  return { ...rest, ...(error === undefined ? {} : { error_exact: error }) };
}

function compare(vector: Vector, judgement: Judgement, expect: Vector["expect"]): void {
  const about = `${vector.id}: ${vector.title}`;
  assert.equal(judgement.status, expect.status, `${about} (${judgement.error?.message})`);
  if (expect.status === "failed") {
    assert.equal(judgement.error?.type, expect.error_type, about);
    assert.equal(judgement.error?.message, expect.error_exact, about);
  } else {
    const flowing = judgement.outputs.map(({ name, value }) => [name, value] as const);
    const outputs: JsonValue = {
      kind: "object",
      entries: flowing.flatMap(([name, value]) => (value ? [[name, value]] : [])),
    };
    const expected = parsePythonJson(expandMacros(expect.outputs_json ?? expect.outputs_gen ?? ""));
    assert.ok(expected.kind === "value", about);
    assert.deepEqual(normalFloats(outputs), normalFloats(expected.value), about);
  }
}

/** The cases write floats as CPython prints them; a value here keeps the text it came with. */
function normalFloats(value: JsonValue): JsonValue {
  switch (value.kind) {
    case "float":
      return { kind: "float", text: pythonFloatText(Number(value.text)) };
    case "array":
      return { kind: "array", items: value.items.map(normalFloats) };
    case "object":
      return { kind: "object", entries: value.entries.map(([name, member]) => [name, normalFloats(member)]) };
    default:
      return value;
  }
}

function accepted(reason: string, outputs: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(outputs).map(([id, json]) => [
      id,
      { reason, expect: { status: "succeeded" as const, outputs_json: json } },
    ]),
  );
}

function refused(reason: string, messages: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(messages).map(([id, message]) => [
      id,
      {
        reason,
        expect: { status: "failed" as const, error_type: "OutputValidationError", error_exact: message },
      },
    ]),
  );
}
