import type { JsonValue } from "../../../json/json-value.ts";
import { jsonArray } from "../../../json/make-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import type { JudgedOutput, Judgement } from "../../../run/judgement.ts";
import type { ConsoleLine, RunOutcome } from "../../../run/outcome.ts";
import type { RunEnding } from "../../../run/report.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { PreparedRun, RunPreparation } from "../../dialect.ts";
import { n8nModulesOf } from "../platform/modules.ts";
import { itemsOf, type N8nRunContext } from "../platform/run-context.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { preparePython, readPythonOutcome } from "../python-runner/runner.ts";
import { endWithoutRun } from "./end-without-run.ts";
import type { N8nEnding } from "./ending.ts";
import { judgeN8nJavaScript } from "./judge-javascript.ts";
import { judgePython } from "./judge-python.ts";
import { nodeContext } from "./node-context.ts";
import { endJavaScriptEarly, javaScriptRequest } from "./run-javascript.ts";
import { pythonTask } from "./run-python.ts";

/** What n8n runs for these items, or how the node ends before any code is run. */
export function prepareN8nRun(run: RunPreparation): PreparedRun {
  const context = nodeContext(run);
  if (run.node.language === "python") return preparePythonRun(run, context);
  const judgement = endJavaScriptRunEarly(run, context);
  if (judgement) return { kind: "ended", judgement };
  const settings = { modules: n8nModulesOf(run.node, n8nTargetOf(run.target)), timeLimitMs: timeLimitOf(run) };
  return { kind: "run", request: javaScriptRequest(context, settings) };
}

/** How the node ends before any code is run; undefined when it is run. */
export function endN8nRunEarly(run: RunPreparation): Judgement | undefined {
  const context = nodeContext(run);
  if (run.node.language === "python") {
    const prepared = preparePythonRun(run, context);
    return prepared.kind === "ended" ? prepared.judgement : undefined;
  }
  return endJavaScriptRunEarly(run, context);
}

/** What n8n makes of the outcome. */
export function judgeN8nRun(run: RunPreparation, outcome: RunOutcome): Judgement {
  const context = nodeContext(run);
  if (run.node.language === "python") return judgePythonRun(run, context, outcome);
  const runner = n8nTargetOf(run.target).javascript;
  const ending = judgeN8nJavaScript(context, outcome, { timeLimitMs: timeLimitOf(run), runner });
  return judgementOf(run, context, ending);
}

/** Where an error was taken over, it was so when the outcome was judged. */
export function endN8nRun(_node: CodeNode, { error, takenOver, outputs }: Judgement): RunEnding {
  const flowing = outputs.flatMap(({ name, value }) => (value ? [[name, value] as const] : []));
  if (!error) return { status: "succeeded", flowing };
  if (takenOver === undefined) return { status: "failed", flowing: [], error };
  return { status: "exception", flowing, error, fallback: takenOver };
}

function endJavaScriptRunEarly(run: RunPreparation, context: N8nRunContext): Judgement | undefined {
  const ending = endJavaScriptEarly(context, n8nTargetOf(run.target).javascript);
  return ending && judgementOf(run, context, ending);
}

function preparePythonRun(run: RunPreparation, context: N8nRunContext): PreparedRun {
  const ended = (ending: N8nEnding): PreparedRun => ({
    kind: "ended",
    judgement: judgementOf(run, context, ending),
  });
  const early = endWithoutRun(context);
  if (early) return ended(early);
  const task = pythonTask(run, context);
  const prepared = preparePython(task);
  return prepared.kind === "run" ? prepared : ended(judgePython(context, task.flavour, prepared.result));
}

function judgePythonRun(run: RunPreparation, context: N8nRunContext, outcome: RunOutcome): Judgement {
  const task = pythonTask(run, context);
  const result = readPythonOutcome(task, outcome);
  const judgement = judgementOf(run, context, judgePython(context, task.flavour, result));
  const isShown = task.flavour === "native" && result.kind === "result" && !result.recoveredFrom;
  return isShown ? { ...judgement, console: result.logs.flatMap(consoleLines) } : judgement;
}

/** The arguments of one `print` as they reach the browser's console. */
function consoleLines(values: readonly JsonValue[]): readonly ConsoleLine[] {
  const text = values.map((value) => (value.kind === "string" ? value.value : writeJson(value))).join(" ");
  return text.split("\n").map((line) => ({ stream: "stdout", text: line }));
}

function judgementOf({ node }: RunPreparation, context: N8nRunContext, ending: N8nEnding): Judgement {
  const { error, tookOver, isRetried, notExecuted } = ending;
  const outputs = notExecuted && ending.outputs.length === 0 ? [[]] : ending.outputs;
  const named = outputs.map((items, index) => ({ name: index === 0 ? "items" : "errorItems", items }) as const);
  return {
    status: error ? "failed" : "succeeded",
    outputs: named.map(({ name, items }) => judgedOutput(node, name, items)),
    dropped: [],
    ...(error ? { error } : {}),
    isRetried,
    items: { input: itemsOf(context), outputs: named },
    ...(tookOver ? { takenOver: takeovers[tookOver] } : {}),
  };
}

const takeovers: Readonly<Record<NonNullable<N8nEnding["tookOver"]>, string>> = {
  "error-items": "The node goes on after errors: they flow on as items.",
  input: "n8n marks the node as failed, and its input flows on along the first output.",
};

function judgedOutput(node: CodeNode, name: string, items: readonly JsonValue[]): JudgedOutput {
  const declaration = { name, type: "array[object]", range: node.range } as const;
  return { name, declaration, verdict: "kept", value: jsonArray(items), alterations: [], violations: [] };
}

function timeLimitOf({ timeLimitMs, target }: RunPreparation): number {
  return timeLimitMs ?? target.timeLimitMs;
}
