import type { Target } from "../../../contract/node-contract.ts";
import type { JsonValue } from "../../../json/json-value.ts";
import { jsonArray } from "../../../json/make-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import type { JudgedOutput, Judgement } from "../../../run/judgement.ts";
import { type ConsoleLine, notStarted, type RunOutcome } from "../../../run/outcome.ts";
import type { RunEnding } from "../../../run/report.ts";
import type { RunRequest } from "../../../run/request.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { JudgedElsewhere, JudgedRun, PreparedRun, RunPreparation } from "../../dialect.ts";
import { n8nModulesOf } from "../platform/modules.ts";
import { itemsOf, type N8nRunContext } from "../platform/run-context.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { preparePython, readPythonOutcome } from "../python-runner/runner.ts";
import type { RunnerResult } from "../python-runner/task.ts";
import { endWithoutRun } from "./end-without-run.ts";
import type { N8nEnding } from "./ending.ts";
import { judgeN8nJavaScript } from "./judge-javascript.ts";
import { judgePython } from "./judge-python.ts";
import { nodeContext } from "./node-context.ts";
import { onlyRunTells } from "./only-run-tells.ts";
import { endJavaScriptEarly, javaScriptRequest } from "./run-javascript.ts";
import { n8nRunNotes } from "./run-notes.ts";
import { nativeSyntaxError, pythonTask } from "./run-python.ts";

/** What n8n runs for these items, or how the node ends before any code is run; and what it makes of the outcome. */
export function prepareN8nRun(run: RunPreparation): PreparedRun {
  const context = nodeContext(run);
  const started = run.node.language === "python" ? startPython(run, context) : startJavaScript(run, context);
  const judged = (judgement: Judgement, outcome: RunOutcome): JudgedRun => ({
    judgement,
    notes: () => n8nRunNotes(run, outcome),
    elsewhere: (target) => judgeElsewhere({ run, outcome, isStarted: started.kind === "run" }, target),
  });
  if (started.kind === "ended") return { kind: "ended", judged: judged(started.judgement, notStarted) };
  const { request, judge } = started;
  return { kind: "run", request, judge: (outcome) => judged(judge(outcome), outcome) };
}

/** A run without what tells of other targets. */
type StartedRun =
  | { readonly kind: "run"; readonly request: RunRequest; readonly judge: (outcome: RunOutcome) => Judgement }
  | { readonly kind: "ended"; readonly judgement: Judgement };

function judgeElsewhere({ run, outcome, isStarted }: RunHere, target: Target): JudgedElsewhere {
  const there = { ...run, target };
  const context = nodeContext(there);
  const started = run.node.language === "python" ? startPython(there, context) : startJavaScript(there, context);
  if (started.kind === "ended") return { kind: "judged", judgement: started.judgement };
  const here = { ...n8nTargetOf(run.target), isStarted };
  const reason = onlyRunTells(run.node, here, n8nTargetOf(target));
  return reason === undefined ? { kind: "judged", judgement: started.judge(outcome) } : { kind: "unknown", reason };
}

interface RunHere {
  readonly run: RunPreparation;
  readonly outcome: RunOutcome;
  readonly isStarted: boolean;
}

/** Where an error was taken over, it was so when the outcome was judged. */
export function endN8nRun(_node: CodeNode, { error, takenOver, outputs }: Judgement): RunEnding {
  const flowing = outputs.flatMap(({ name, value }) => (value ? [[name, value] as const] : []));
  if (!error) return { status: "succeeded", flowing };
  if (takenOver === undefined) return { status: "failed", flowing: [], error };
  return { status: "exception", flowing, error, fallback: takenOver };
}

function startJavaScript(run: RunPreparation, context: N8nRunContext): StartedRun {
  const { node, timeLimitMs } = run;
  const target = n8nTargetOf(run.target);
  const early = endJavaScriptEarly(context, target.javascript);
  if (early) return { kind: "ended", judgement: judgementOf(run, context, early) };
  const judging = { timeLimitMs, runner: target.javascript };
  return {
    kind: "run",
    request: javaScriptRequest(context, {
      modules: n8nModulesOf(node, target),
      languages: target.languages,
      timeLimitMs,
    }),
    judge: (outcome) => judgementOf(run, context, judgeN8nJavaScript(context, outcome, judging)),
  };
}

function startPython(run: RunPreparation, context: N8nRunContext): StartedRun {
  const early = endWithoutRun(context);
  if (early) return { kind: "ended", judgement: judgementOf(run, context, early) };
  const task = pythonTask(run, context);
  const judge = (result: RunnerResult) => judgementOf(run, context, judgePython(context, task.flavour, result));
  const tooNew = nativeSyntaxError(run, task);
  if (tooNew) return { kind: "ended", judgement: judge({ kind: "error", error: tooNew }) };
  const prepared = preparePython(task);
  if (prepared.kind !== "run") return { kind: "ended", judgement: judge(prepared.result) };
  return {
    kind: "run",
    request: prepared.request,
    judge(outcome) {
      const result = readPythonOutcome(task, outcome);
      const isShown = task.flavour === "native" && result.kind === "result" && !result.recoveredFrom;
      return { ...judge(result), ...(isShown && { console: result.logs.flatMap(consoleLines) }) };
    },
  };
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
