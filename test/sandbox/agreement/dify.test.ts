import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { dify } from "../../../src/core/dialects/dify/dify.ts";
import { difyTargets } from "../../../src/core/dialects/dify/platform/targets.ts";
import type { JsonValue } from "../../../src/core/json/json-value.ts";
import { memberOf } from "../../../src/core/json/members.ts";
import { parsePythonJson } from "../../../src/core/json/parse-python-json.ts";
import { writeJson } from "../../../src/core/json/write-json.ts";
import type { RunReport } from "../../../src/core/run/report.ts";
import { runInSandbox } from "../node-runs.ts";
import { openSandbox } from "../requests.ts";
import { type Comparison, ratesOf, worded } from "./agreement.ts";

// The second set of executed cases: each through the whole product, from the export to the report.

interface Case {
  readonly id: string;
  readonly language: "python3" | "javascript";
  readonly code: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs_schema: Readonly<Record<string, { readonly type: string }>>;
  readonly expect: Expectation;
  /** Of the sandbox of Dify up to 1.13; with the validator of 1.16, so that the status alone counts, and not for all. */
  readonly expect_sandbox_0_2_12?: { readonly status: string; readonly error_contains?: string };
  readonly error_strategy?: string;
  readonly default_value?: unknown;
  readonly retry_config?: unknown;
}

interface Expectation {
  /** "refused": the workflow is, before anything runs. */
  readonly status: "succeeded" | "failed" | "exception" | "refused";
  readonly error_type?: string;
  readonly error_exact?: string;
  readonly error_contains?: string;
  readonly outputs_json?: string;
  readonly outputs_without_error_message_json?: string;
  readonly outputs_sha256?: string;
  readonly status_lines?: readonly string[];
  readonly attempts?: number;
}

const sandbox = openSandbox();
after(() => sandbox.dispose());

const vectorsText = readFileSync("test/vectors/dify-2.json", "utf8");
const { vectors } = JSON.parse(vectorsText) as { readonly vectors: readonly Case[] };
/** As they are written, so that 3.0 stays a float. */
const written = memberOf(jsonOf(vectorsText), "vectors");
const inputsOf = new Map(
  (written?.kind === "array" ? written.items : []).map((each) => {
    const id = memberOf(each, "id");
    return [id?.kind === "string" ? id.value : "", memberOf(each, "inputs")];
  }),
);
const valueIn = (id: string, name: string) => memberOf(inputsOf.get(id), name);

test("Dify 1.16: the second set of executed cases", async (context) => {
  const comparisons = await compareAll("1.16", vectors, compare);
  const rates = ratesOf("dify-1.16", comparisons);
  context.diagnostic(worded(rates));
  assert.ok(comparisons.length >= 484);
  assert.ok((rates.get("all")?.status ?? 0) >= 97);
  assert.ok((rates.get("all")?.everything ?? 0) >= 92);
});

test("Dify 1.13: the same with the older Python and Node", async (context) => {
  const older = vectors.filter(({ expect_sandbox_0_2_12 }) => expect_sandbox_0_2_12);
  const comparisons = await compareAll("1.13", older, (given, report) => {
    const { status } = given.expect_sandbox_0_2_12 ?? assert.fail();
    // The validator of 1.13 refuses other results: there the code has come to its end all the same.
    const isOnlyJudged =
      status === "succeeded" && !/^(?:CodeExecution|Validation)Error$/.test(report.error?.type ?? "");
    const isAlike = isOnlyJudged || report.status === (status === "refused" ? "failed" : status);
    return { status: isAlike, everything: isAlike };
  });
  const rates = ratesOf("dify-1.13", comparisons);
  context.diagnostic(worded(rates));
  assert.ok((rates.get("all")?.status ?? 0) >= 97);
});

async function compareAll(
  targetName: string,
  cases: readonly Case[],
  compareWith: (given: Case, report: RunReport) => Pick<Comparison, "status" | "everything">,
): Promise<readonly Comparison[]> {
  const target = difyTargets.find(({ name }) => name === targetName) ?? assert.fail();
  const comparisons: Comparison[] = [];
  const waiting = [...cases];
  const work = async () => {
    for (let given = waiting.shift(); given; given = waiting.shift()) {
      const [node] = dify.readWorkflow(exportOf(given)).nodes;
      assert.ok(node, given.id);
      const inputs = new Map(
        Object.entries(given.inputs).map(([name, value]) => [
          name,
          valueIn(given.id, name) ?? jsonOf(JSON.stringify(value)),
        ]),
      );
      const report = await runInSandbox(sandbox, { dialect: dify, node, target, given: inputs }, { once: false });
      const compared = compareWith(given, report);
      const { id, language } = given;
      comparisons.push({
        id,
        group: language,
        ...compared,
        ...(compared.everything ? {} : { difference: differenceOf(given, report) }),
      });
    }
  };
  await Promise.all([work(), work()]);
  return comparisons.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** A workflow with that node alone, as an export spells it but for YAML's other ways. */
function exportOf({
  code,
  language,
  inputs,
  outputs_schema,
  error_strategy,
  default_value,
  retry_config,
}: Case): string {
  const data = {
    type: "code",
    title: "Code",
    code,
    code_language: language,
    variables: Object.keys(inputs).map((variable) => ({ variable, value_selector: ["start", variable] })),
    outputs: Object.fromEntries(Object.entries(outputs_schema).sort()),
    ...(error_strategy && { error_strategy }),
    ...(default_value !== undefined && { default_value }),
    ...(retry_config !== undefined && { retry_config }),
  };
  const variables = Object.keys(inputs).map((variable) => ({ variable, type: "text-input", label: variable }));
  const nodes = [
    { id: "start", data: { type: "start", title: "Start", variables } },
    { id: "1", data },
  ];
  const edges = [{ source: "start", target: "1", sourceHandle: "source", targetHandle: "target" }];
  return JSON.stringify({
    kind: "app",
    app: { mode: "workflow" },
    version: "0.6.0",
    workflow: { graph: { nodes, edges } },
  });
}

function jsonOf(text: string): JsonValue {
  const parsed = parsePythonJson(text);
  assert.ok(parsed.kind === "value", text);
  return parsed.value;
}

function compare({ expect }: Case, report: RunReport): Pick<Comparison, "status" | "everything"> {
  const status = report.status === (expect.status === "refused" ? "failed" : expect.status);
  return {
    status,
    everything: status && (expect.error_type ? isSameError(expect, report) : true) && isSameOutput(expect, report),
  };
}

function isSameError(
  { error_type, error_exact, error_contains = "", attempts }: Expectation,
  report: RunReport,
): boolean {
  const { type = "", message = "" } = report.error ?? {};
  const isSameText = error_exact === undefined ? message.includes(error_contains) : message === error_exact;
  return type === error_type && isSameText && (attempts === undefined || report.attempts.length === attempts);
}

function isSameOutput(
  { outputs_json, outputs_without_error_message_json, outputs_sha256 }: Expectation,
  report: RunReport,
): boolean {
  const wanted = outputs_json ?? outputs_without_error_message_json;
  if (wanted === undefined) return outputs_sha256 === undefined || report.status === "succeeded";
  const entries = report.flowing.filter(([name]) => outputs_json !== undefined || name !== "error_message");
  return sorted({ kind: "object", entries }) === sorted(jsonOf(wanted));
}

/** Floats may be written in several ways. */
function sorted(value: JsonValue): string {
  const text = writeJson(inOrder(value));
  return text.replace(/-?\d+\.?\d*e[-+]?\d+/g, (float) => String(Number(float)));
}

function inOrder(value: JsonValue): JsonValue {
  switch (value.kind) {
    case "object": {
      const entries = value.entries.map(([name, each]) => [name, inOrder(each)] as const);
      return { kind: "object", entries: entries.toSorted(([one], [other]) => (one < other ? -1 : 1)) };
    }
    case "array":
      return { kind: "array", items: value.items.map(inOrder) };
    default:
      return value;
  }
}

function differenceOf({ code, expect, expect_sandbox_0_2_12: older }: Case, report: RunReport): string {
  const { status, error, flowing } = report;
  const outputs = writeJson({ kind: "object", entries: flowing });
  return [
    code,
    `--- platform: ${JSON.stringify(expect).slice(0, 1500)}`,
    `--- 0.2.12: ${JSON.stringify(older)?.slice(0, 500)}`,
    `--- ours: ${status} ${JSON.stringify({ type: error?.type, message: error?.message }).slice(0, 1500)} ${outputs.slice(0, 1000)}`,
  ].join("\n");
}
