import type { JsonEntry, JsonValue } from "../../json/json-value.ts";
import { jsonArray, jsonEntries, jsonNull } from "../../json/make-json.ts";
import { writeJson } from "../../json/write-json.ts";
import type { EntryCall, RunLimits, RunRequest } from "../../run/request.ts";
import { takesInputsByPosition } from "../argument-passing.ts";
import type { RunPreparation } from "../dialect.ts";
import { difyJavaScriptGlobals } from "./javascript-globals.ts";
import { mockFiles } from "./mock-files.ts";
import type { DifyTarget } from "./target.ts";
import { difyTargetOf } from "./targets.ts";

/**
 * Dify's sandbox sets none of these itself (dify-sandbox 0.2.15, read 2026-08); they keep a run from taking
 * the editor down. The result may be as large as thirty strings of a megabyte.
 */
const localLimits: Omit<RunLimits, "timeMs"> = {
  memoryBytes: 256 * 1024 * 1024,
  consoleBytes: 1024 * 1024,
  resultBytes: 30 * 1024 * 1024,
};

/** What Dify runs for these inputs: keyword arguments in Python, one object (or arguments) in JavaScript. */
export function prepareDifyRun(preparation: RunPreparation): RunRequest {
  const { node, timeLimitMs } = preparation;
  const target = difyTargetOf(preparation.target);
  const isPython = node.language === "python";
  return {
    language: node.language,
    code: node.code.code,
    fileName: isPython ? "code.py" : "code.js",
    // The code is part of the script itself, so that `if __name__ == "__main__"` runs.
    moduleName: "__main__",
    entryPoint: "main",
    call: isPython ? keywordCall(preparation) : javascriptCall(preparation, target),
    awaitsResult: !isPython && target.awaitsJavaScript,
    modules: target.modules[node.language],
    globals: isPython ? [] : difyJavaScriptGlobals,
    limits: { timeMs: timeLimitMs ?? target.timeLimitMs, ...localLimits },
  };
}

function keywordCall(preparation: RunPreparation): EntryCall {
  return { kind: "keywords", argumentsText: writeJson(jsonEntries(inputEntries(preparation))) };
}

function javascriptCall(preparation: RunPreparation, target: DifyTarget): EntryCall {
  const { main, node } = preparation;
  const entries = inputEntries(preparation);
  const byPosition =
    target.javascriptArguments === "one-object-or-positions" && main && takesInputsByPosition(main, node.inputs);
  if (!byPosition) return { kind: "positions", argumentsText: writeJson(jsonArray([jsonEntries(entries)])) };
  const values = new Map(entries);
  const positional = main.parameters.map((parameter) =>
    parameter.kind === "named" ? (values.get(parameter.name) ?? jsonNull) : jsonNull,
  );
  return { kind: "positions", argumentsText: writeJson(jsonArray(positional)) };
}

/** Declared inputs only, each name once; what has no value is null, as on the server since 0.11.1. */
function inputEntries({ node, inputs }: RunPreparation): JsonEntry[] {
  const values = new Map(
    node.inputs.map((input) => [input.name, mockFiles(input, inputs.get(input.name) ?? jsonNull)]),
  );
  return [...values].map(([name, value]) => [name, asTransmitted(value)]);
}

/** The server's serialiser turns NaN and the infinities into null. */
function asTransmitted(value: JsonValue): JsonValue {
  switch (value.kind) {
    case "float":
      return Number.isFinite(Number(value.text)) ? value : jsonNull;
    case "array":
      return jsonArray(value.items.map(asTransmitted));
    case "object":
      return jsonEntries(value.entries.map(([name, member]) => [name, asTransmitted(member)]));
    default:
      return value;
  }
}
