import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { targetOrDefault } from "../../../../../src/core/dialects/choose-target.ts";
import { dify } from "../../../../../src/core/dialects/dify/dify.ts";
import { judgeDifyOutcome } from "../../../../../src/core/dialects/dify/judging/judge.ts";
import type { DifyTarget } from "../../../../../src/core/dialects/dify/platform/target.ts";
import { difyTargets } from "../../../../../src/core/dialects/dify/platform/targets.ts";
import type { JsonValue } from "../../../../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../../../../src/core/json/parse-python-json.ts";
import { pythonFloatText } from "../../../../../src/core/json/python-float.ts";
import { writeJson } from "../../../../../src/core/json/write-json.ts";
import { outputTypes } from "../../../../../src/core/workflow/code-node.ts";
import { codeNode, type OutputSchema, returned } from "../code-node-builder.ts";
import { type Band, Raised, validate } from "./straight-validator.ts";

const [documented] = difyTargets;
const strictest: DifyTarget = {
  ...documented,
  undeclaredKeys: "fail-the-node",
  scientificText: "becomes-float",
  limits: {
    maxStringCodePoints: 3,
    minNumber: -10n,
    maxNumber: 10n,
    maxDecimals: 1,
    maxDepthLevels: 2,
    maxNumberArrayElements: 2,
    maxStringArrayElements: 2,
    maxObjectArrayElements: 2,
  },
};
const targets = [...difyTargets, strictest, { ...strictest, undeclaredKeys: "dropped" as const }];

const name = fc.constantFrom("a", "b", "c", "d", "__proto__", "constructor", "");

const jsonValue = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant<JsonValue>({ kind: "null" }),
    fc.boolean().map((value): JsonValue => ({ kind: "boolean", value })),
    fc.bigInt().map((value): JsonValue => ({ kind: "int", digits: String(value) })),
    fc.double().map((value): JsonValue => ({ kind: "float", text: pythonFloatText(value) })),
    fc.constantFrom("", "a\0b", "1e-7", "🌍🌍🌍🌍", "\ud800").map((value): JsonValue => ({ kind: "string", value })),
    fc.array(tie("value"), { maxLength: 4 }).map((items): JsonValue => ({ kind: "array", items })),
    fc
      .uniqueArray(fc.tuple(name, tie("value")), { maxLength: 4, selector: ([key]) => key })
      .map((entries): JsonValue => ({ kind: "object", entries })),
  ),
})).value;

const returnedObject = fc
  .uniqueArray(fc.tuple(name, jsonValue), { maxLength: 5, selector: ([key]) => key })
  .map((entries): JsonValue => ({ kind: "object", entries }));

const schema = fc.letrec<{ schema: OutputSchema }>((tie) => ({
  schema: fc
    .uniqueArray(
      fc.tuple(
        name,
        fc.record({
          type: fc.constantFrom(...outputTypes),
          children: fc.option(tie("schema"), { depthSize: "small", maxDepth: 3 }),
        }),
      ),
      { maxLength: 4, selector: ([key]) => key },
    )
    .map((entries) => Object.fromEntries(entries.filter(([key]) => key !== "__proto__"))),
})).schema;

test("every declared output and every returned key is in exactly one heap", () => {
  fc.assert(
    fc.property(schema, fc.oneof({ weight: 4, arbitrary: returnedObject }, jsonValue), (outputs, value) => {
      const node = codeNode(outputs);
      for (const target of targets) {
        const judgement = judgeDifyOutcome(node, returned(writeJson(value)), target);
        const keys = value.kind === "object" ? value.entries.map(([key]) => key) : [];
        const declared = node.outputs.map((output) => output.name);

        assert.deepEqual(
          judgement.outputs.map((output) => output.name),
          declared,
        );
        assert.deepEqual(
          judgement.dropped.map((key) => key.name),
          keys.filter((key) => !declared.includes(key)),
        );
        assert.equal(judgement.status === "failed", judgement.error !== undefined);
        for (const output of judgement.outputs) {
          const { verdict, violations, alterations } = output;
          if (value.kind !== "object") assert.equal(verdict, "not-reached");
          else {
            assert.equal(verdict === "missing", !keys.includes(output.name));
            assert.equal(violations.length > 0, verdict === "missing" || verdict === "violation");
            assert.equal(alterations.length > 0, verdict === "altered");
            assert.equal(output.value !== undefined, verdict !== "missing");
            if (verdict === "kept" && !output.declaration.children) {
              const original = value.entries.find(([key]) => key === output.name)?.[1];
              assert.deepEqual(output.value, original);
            }
          }
          assert.ok(violations.every((violation) => violation.path.startsWith(output.name)));
        }
        const first = judgement.outputs.flatMap((output) => output.violations)[0];
        if (first) assert.equal(judgement.error?.message, first.message);
        else if (value.kind === "object") {
          const undeclaredFail = target.undeclaredKeys === "fail-the-node" && judgement.dropped.length > 0;
          assert.equal(judgement.status, undeclaredFail ? "failed" : "succeeded");
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test("the first complaint and what flows on are those of a straight reading that stops there", () => {
  let [raised, passed] = [0, 0];
  fc.assert(
    fc.property(schema, fc.oneof({ weight: 9, arbitrary: returnedObject }, jsonValue), (outputs, value) => {
      // Dify takes an output without a name for none when it spells the path of what lies inside.
      fc.pre(!Object.hasOwn(outputs, ""));
      for (const [name, band] of Object.entries(bands)) {
        const target = {
          ...targetOrDefault(dify, name),
          scientificText: "stays-text",
          limits: strictest.limits,
        } as DifyTarget;
        const judgement = judgeDifyOutcome(codeNode(outputs), returned(writeJson(value)), target);
        const flowing = judgement.outputs.flatMap((output) =>
          output.value ? [[output.name, output.value] as const] : [],
        );
        let expected: unknown;
        try {
          expected = validate(parsed(writeJson(value)), outputs, band, strictest.limits);
          passed += 1;
        } catch (error) {
          assert.ok(error instanceof Raised, String(error));
          raised += 1;
          assert.equal(
            `${judgement.error?.type}: ${judgement.error?.message}`,
            `${error.type}: ${error.message}`,
            name,
          );
          continue;
        }
        assert.equal(judgement.error, undefined, name);
        assert.deepEqual({ kind: "object", entries: flowing }, expected, name);
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(raised > 100 && passed > 100, `${raised} raised, ${passed} passed`);
});

const bands: Readonly<Record<string, Band>> = {
  "1.16": "1.16",
  "1.13": "1.13",
  "1.9": "1.13",
  "1.8": "1.8",
  "1.7": "1.7",
};

function parsed(text: string): JsonValue {
  const read = parsePythonJson(text);
  return read.kind === "value" ? read.value : assert.fail(read.message);
}

test("any text as a result is judged without throwing", () => {
  const node = codeNode({ a: { type: "object" }, b: { type: "array[object]", children: { c: { type: "number" } } } });
  const fragments = fc.array(fc.constantFrom('{"a":', '{"b":', "[", "{", "}", "]", "NaN", "1e999", '"x"', ","));
  fc.assert(
    fc.property(
      fc.oneof(
        fragments.map((parts) => parts.join("")),
        fc.string(),
      ),
      (text) => {
        const judgement = judgeDifyOutcome(node, returned(text), documented);
        assert.equal(judgement.outputs.length, 2);
      },
    ),
  );
});

test("nesting as deep as it can be read is judged without running out of stack", () => {
  const deep = `{"a":${'{"a":['.repeat(400)}1${"]}".repeat(400)}}`;
  const limits = { ...documented.limits, maxDepthLevels: 1000 };
  for (const scientificText of ["becomes-float", "stays-text"] as const) {
    const target = { ...documented, limits, scientificText };
    assert.equal(judgeDifyOutcome(codeNode({ a: { type: "object" } }), returned(deep), target).status, "succeeded");
  }
});
