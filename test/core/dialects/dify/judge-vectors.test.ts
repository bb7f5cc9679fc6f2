import assert from "node:assert/strict";
import test from "node:test";
import { judgeDifyOutcome } from "../../../../src/core/dialects/dify/judge.ts";
import { type DifyTarget, difyTargets } from "../../../../src/core/dialects/dify/targets.ts";
import type { JsonValue } from "../../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../../src/core/json/parse-python-json.ts";
import { pythonFloatText } from "../../../../src/core/json/python-float.ts";
import { codeNode, returned } from "./code-node-builder.ts";
import { expandMacros, readVectors, type Vector } from "./vectors.ts";

const { vectors, limits } = readVectors();
const resultVectors = vectors.filter(({ stage }) => stage === "result");
const [documented] = difyTargets;

/** How releases 1.14.0 to 1.16.0 answer, which is what the cases were executed on. */
const newestRelease: DifyTarget = {
  ...documented,
  undeclaredKeys: "fail-the-node",
  booleanOutputs: "unchecked",
  numberArrayElements: "unchecked",
  scientificText: "becomes-float",
  listsInLists: "crash-the-check",
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

test("the newest release's answer to every executed result", () => {
  assert.ok(resultVectors.length >= 132, "the cases are complete");
  for (const vector of resultVectors) check(vector, newestRelease, vector.expect);
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
