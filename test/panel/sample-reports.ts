import { jsonArray, jsonEntries, jsonNull, jsonNumber, jsonObject, jsonString } from "../../src/core/json/make-json.ts";
import type { JudgedOutput } from "../../src/core/run/judgement.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { Output, OutputType } from "../../src/core/workflow/code-node.ts";
import type { NodeHeading } from "../../src/panel/messages.ts";

export const node: NodeHeading = {
  path: "flows/support-bot.yml",
  nodeId: "1721726788584",
  title: "Summarise ticket",
  language: "python",
  targetLabel: "Dify · documented",
};

export function output(name: string, type: OutputType, rest: Partial<JudgedOutput>): JudgedOutput {
  const declaration: Output = { name, type, range: { start: 0, end: 0 } };
  return { name, declaration, verdict: "kept", alterations: [], violations: [], ...rest };
}

const ticket = jsonObject({
  id: jsonNumber(4711),
  opened: jsonString("2026-11-16"),
  owner: jsonNull,
  lines: jsonArray([jsonString("Printer on floor 3 prints blank pages."), jsonString("Since Monday.\nToner is full.")]),
  place: jsonObject({ floor: jsonNumber(3), room: jsonString("3.14"), open: { kind: "boolean", value: true } }),
});

const inputs = [
  ["llm_output", jsonString(`Name: Printer on floor 3\n${"It prints blank pages since Monday. ".repeat(6)}`)],
  ["limit", { kind: "float", text: "1.0" }],
  ["big", { kind: "int", digits: "123456789012345678901234567890" }],
] as const;

export const succeeded: RunReport = {
  path: node.path,
  nodeId: node.nodeId,
  title: node.title,
  language: "python",
  dialect: "dify",
  target: "documented",
  targetLabel: node.targetLabel,
  status: "succeeded",
  outputs: [
    output("summary", "string", { value: jsonString("Printer on floor 3 prints blank pages since Monday") }),
    output("score", "number", { value: { kind: "float", text: "1.0" } }),
    output("ticket", "object", { value: ticket }),
  ],
  flowing: [],
  dropped: [],
  console: [],
  attempts: [{ elapsedMs: 14, status: "succeeded" }],
  elapsedMs: 14,
  timeLimitMs: 10_000,
  inputs,
  notes: [],
  elsewhere: [],
};

export const failedWithEverything: RunReport = {
  ...succeeded,
  status: "failed",
  elsewhere: [
    {
      target: "1.16",
      targetLabel: "Dify · 1.16",
      status: "failed",
      error: { type: "CodeNodeError", message: "Not all output parameters are validated.", frames: [] },
    },
    { target: "1.8", targetLabel: "Dify · 1.8", status: "unknown", note: "main() is async, and is waited for there." },
    { target: "1.7", targetLabel: "Dify · 1.7", status: "succeeded", note: '"flag" is true there.' },
  ],
  outputs: [
    output("summary", "string", { value: jsonString("Printer on floor 3 prints blank pages since Monday") }),
    output("language", "string", {
      verdict: "altered",
      value: jsonString("de"),
      alterations: ["A null character was removed, as the platform does."],
    }),
    output("score", "number", {
      verdict: "violation",
      value: { kind: "float", text: "0.123456789012" },
      violations: [
        {
          output: "score",
          path: "score",
          rule: "number-precision",
          message: "Output variable `score` has too high precision, it must be less than 10 digits.",
          explanation: "Round it: round(score, 10).",
          measure: { actual: "12", limit: "10", unit: "decimals" },
          setting: "CODE_MAX_PRECISION",
        },
      ],
    }),
    output("tags", "array[string]", {
      verdict: "missing",
      violations: [
        {
          output: "tags",
          path: "tags",
          rule: "missing",
          message: "Output tags is missing.",
          explanation: "Declared, but not returned on this path.",
        },
      ],
    }),
    output("ticket", "object", { value: ticket }),
    output("later", "boolean", { verdict: "not-reached" }),
  ],
  dropped: [
    { name: "debug", value: jsonString("fallback used") },
    { name: "raw", value: jsonArray([jsonNumber(1), { kind: "float", text: "2.0" }]) },
  ],
  error: {
    type: "OutputValidationError",
    message: "Output variable `score` has too high precision, it must be less than 10 digits.",
    frames: [],
  },
  console: [
    { stream: "stdout", text: "json failed, trying the pattern" },
    { stream: "stderr", text: "DeprecationWarning: pattern is old" },
    { stream: "stdout", text: "matched 2 of 3 fields" },
  ],
  attempts: [
    {
      elapsedMs: 11,
      status: "failed",
      waitedMs: 1000,
      error: { type: "CodeExecutionError", message: "x", line: 4, frames: [] },
    },
    { elapsedMs: 14, status: "failed" },
  ],
  fallback: "No error strategy: the workflow stops here.",
  notes: ["Arguments were passed by position, as the published contract says. A real server passes one object."],
};

const traceback = `Traceback (most recent call last):
  File "<string>", line 12, in <module>
  File "<string>", line 9, in main
  File "<string>", line 4, in share
ZeroDivisionError: division by zero
error: exit status 255`;

export const exception: RunReport = {
  ...succeeded,
  status: "exception",
  outputs: [
    output("summary", "string", { verdict: "not-reached" }),
    output("score", "number", { verdict: "not-reached" }),
    output("ticket", "object", { verdict: "not-reached" }),
  ],
  error: {
    type: "CodeExecutionError",
    message: traceback,
    explanation: "The code divided by zero in line 4.",
    line: 4,
    frames: [
      { line: 9, functionName: "main" },
      { line: 4, column: 12, functionName: "share" },
    ],
  },
  attempts: [
    {
      elapsedMs: 3,
      status: "failed",
      waitedMs: 1000,
      error: { type: "CodeExecutionError", message: traceback, line: 4, frames: [] },
    },
    {
      elapsedMs: 2.4,
      status: "failed",
      waitedMs: 1000,
      error: { type: "CodeExecutionError", message: traceback, line: 4, frames: [] },
    },
    { elapsedMs: 2, status: "failed", error: { type: "CodeExecutionError", message: traceback, line: 4, frames: [] } },
  ],
  fallback: "The default values took over.",
  flowing: [
    ["summary", jsonString("")],
    ["score", jsonNumber(0)],
    ["ticket", jsonEntries([["id", jsonNumber(0)]])],
    ["error_message", jsonString(traceback)],
    ["error_type", jsonString("CodeExecutionError")],
  ],
  elapsedMs: 2,
};

export const flood: RunReport = {
  ...succeeded,
  status: "failed",
  outputs: [output("result", "string", { verdict: "not-reached" })],
  error: {
    type: "CodeExecutionError",
    message: "error: timeout\nerror: signal: killed",
    explanation: "The code ran longer than the time limit of 10 s.",
    frames: [],
  },
  console: Array.from({ length: 20_000 }, (_, index) => ({ stream: "stdout", text: `line ${index}: still looking` })),
  attempts: [{ elapsedMs: 10_000, status: "failed" }],
  elapsedMs: 10_003,
};

export const strange: RunReport = {
  ...succeeded,
  title: "Résumé 📄 ملخص with a title that goes on and on until it needs a second line",
  outputs: [
    output("rtl", "string", { value: jsonString("\u202eevil\u202c שלום, world: مرحبا") }),
    output("emoji", "string", { value: jsonString("👨‍👩‍👧‍👦 👍🏽 🇩🇪 \ud800 lone") }),
    output("control", "string", { value: jsonString("a\u0000b\tc\u001b[31mred\u200bnothing\ufeff") }),
    output("a_name_that_is_so_long_that_it_does_not_fit_into_any_column_of_a_table", "string", {
      value: jsonString("x"),
    }),
    output("huge_text", "string", { value: jsonString("0123456789".repeat(100_000)) }),
    output("lines", "string", { value: jsonString('first\nsecond\n\tthird “quoted” \\ "quotes"') }),
    output("big", "number", { value: { kind: "int", digits: "9".repeat(400) } }),
    output("nan", "number", { value: { kind: "float", text: "NaN" } }),
    output("rows", "array[object]", {
      value: jsonArray(
        Array.from({ length: 10_000 }, (_, index) =>
          jsonObject({ id: jsonNumber(index), name: jsonString(`row ${index}`) }),
        ),
      ),
    }),
    output("empty", "array[string]", { value: jsonArray([]) }),
    output("__proto__", "object", {
      value: jsonEntries([
        ["__proto__", jsonNumber(1)],
        ["", jsonNumber(2)],
      ]),
    }),
  ],
};
