import type { JsonValue } from "../json/json-value.ts";
import { jsonArray, jsonEntries, jsonNumber, jsonObject, jsonString } from "../json/make-json.ts";
import { writeJson } from "../json/write-json.ts";
import type { RunError, Violation } from "./judgement.ts";
import type { Elsewhere, RunReport } from "./report.ts";

/**
 * The text of `run --format json`, in Python's JSON dialect: an integer keeps its digits, `1.0` stays `1.0`,
 * and NaN is printed as `NaN`.
 */
export function reportsToJson(reports: readonly RunReport[]): string {
  return writeJson(jsonObject({ runs: jsonArray(reports.map(asJson)) }), { indent: 2 });
}

function asJson(report: RunReport): JsonValue {
  const { path, nodeId, title, dialect, target, status, dropped, error, console, attempts, elapsedMs } = report;
  return jsonObject({
    path: jsonString(path),
    node: jsonString(nodeId),
    title: jsonString(title),
    dialect: jsonString(dialect),
    target: jsonString(target),
    status: jsonString(status),
    outputs: jsonEntries(outputEntries(report)),
    dropped: jsonArray(dropped.map(({ name }) => jsonString(name))),
    violations: jsonArray(report.outputs.flatMap(({ violations }) => violations.map(violationAsJson))),
    error: error && errorAsJson(error),
    console: jsonArray(
      console.map(({ stream, text }) => jsonObject({ stream: jsonString(stream), text: jsonString(text) })),
    ),
    attempts: jsonArray(
      attempts.map(({ elapsedMs, status }) =>
        jsonObject({ elapsedMs: milliseconds(elapsedMs), status: jsonString(status) }),
      ),
    ),
    elapsedMs: milliseconds(elapsedMs),
    elsewhere: jsonArray(report.elsewhere.map(elsewhereAsJson)),
  });
}

/** What flows on; of a failed run, the outputs that were in order. */
function outputEntries({ status, outputs, flowing }: RunReport): Iterable<readonly [string, JsonValue]> {
  if (status !== "failed") return flowing;
  return outputs.flatMap(({ name, verdict, value }) =>
    value && (verdict === "kept" || verdict === "altered") ? [[name, value] as const] : [],
  );
}

function violationAsJson({ output, path, rule, message }: Violation): JsonValue {
  return jsonObject({
    output: jsonString(output),
    path: jsonString(path),
    rule: jsonString(rule),
    message: jsonString(message),
  });
}

function errorAsJson({ type, message, description, line }: RunError): JsonValue {
  return jsonObject({
    type: jsonString(type),
    message: jsonString(message),
    description: description === undefined ? undefined : jsonString(description),
    line: line === undefined ? undefined : jsonNumber(line),
  });
}

function elsewhereAsJson({ target, status, error, note }: Elsewhere): JsonValue {
  return jsonObject({
    target: jsonString(target),
    status: jsonString(status),
    error: error && jsonObject({ type: jsonString(error.type), message: jsonString(error.message) }),
    note: note === undefined ? undefined : jsonString(note),
  });
}

/** Tenths are as exact as the measurement. */
function milliseconds(value: number): JsonValue {
  return jsonNumber(Math.round(value * 10) / 10);
}
