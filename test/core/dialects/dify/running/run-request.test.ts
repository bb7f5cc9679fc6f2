import assert from "node:assert/strict";
import test from "node:test";
import { difyTargets } from "../../../../../src/core/dialects/dify/platform/targets.ts";
import { difyRequest } from "../../../../../src/core/dialects/dify/running/run-request.ts";
import { type MainFunction, nothingKnown, type Parameter } from "../../../../../src/core/languages/code-facts.ts";
import { readInputs } from "../../../../../src/core/run/read-inputs.ts";
import type { RunRequest } from "../../../../../src/core/run/request.ts";
import type { Language } from "../../../../../src/core/workflow/code-node.ts";
import { codeNode } from "../code-node-builder.ts";

const [documented] = difyTargets;
const range = { start: 0, end: 0 };
const given = '{"a": 1.0, "b": [12345678901234567890, NaN], "c": "left out"}';

test("Python gets every declared input as a keyword, numbers as they were given", () => {
  const request = prepare("python", ["b", "a", "missing"]);
  assert.deepEqual(request.call, {
    kind: "keywords",
    argumentsText: '{"b":[12345678901234567890,null],"a":1.0,"missing":null}',
  });
  assert.equal(request.awaitsResult, false);
  assert.equal(request.moduleName, "__main__");
  assert.equal(request.entryPoint, "main");
  assert.equal(request.limits.timeMs, 10_000);
});

test("JavaScript gets one object, and is awaited", () => {
  const request = prepare(
    "javascript",
    ["a"],
    [{ kind: "object-pattern", keys: [], takesRest: false, range, hasDefault: false }],
  );
  assert.deepEqual(request.call, { kind: "positions", argumentsText: '[{"a":1.0}]' });
  assert.equal(request.awaitsResult, true);
});

test("JavaScript gets its inputs by position when the parameters are exactly the inputs, in their order", () => {
  const argumentsOf = ({ call }: RunRequest) => (call.kind === "body" ? assert.fail() : call.argumentsText);
  const call = (...parameters: Parameter[]) => argumentsOf(prepare("javascript", ["a", "b"], parameters));
  const oneObject = '[{"a":1.0,"b":[12345678901234567890,null]}]';
  assert.equal(call(named("b"), named("a")), "[[12345678901234567890,null],1.0]");
  assert.equal(call(named("a")), oneObject);
  assert.equal(call(named("a"), named("x")), oneObject);
  assert.equal(call(named("a"), { kind: "rest", name: "b", range }), oneObject);
  assert.equal(argumentsOf(prepare("javascript", ["a"])), '[{"a":1.0}]');
});

test("a time limit of the caller's wins", () => {
  assert.equal(difyRequest({ ...preparation("python", []), timeLimitMs: 50 }).limits.timeMs, 50);
});

function prepare(language: Language, inputs: readonly string[], parameters?: readonly Parameter[]) {
  return difyRequest(preparation(language, inputs, parameters));
}

function preparation(language: Language, inputs: readonly string[], parameters?: readonly Parameter[]) {
  const reading = readInputs(given);
  assert.ok(reading.kind === "inputs");
  return {
    node: codeNode({}, { language, inputs }),
    facts: parameters ? { ...nothingKnown, main: mainWith(parameters) } : nothingKnown,
    inputs: reading.inputs,
    target: documented,
    timeLimitMs: documented.timeLimitMs,
  };
}

function named(name: string): Parameter {
  return { kind: "named", name, range, hasDefault: false, filledBy: "position" };
}

function mainWith(parameters: readonly Parameter[]): MainFunction {
  return {
    kind: "function",
    nameRange: range,
    isAsync: false,
    isGenerator: false,
    parameters,
    parametersRange: range,
    readsArguments: false,
    returns: [],
  };
}
