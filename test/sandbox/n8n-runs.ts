import assert from "node:assert/strict";
import type { ModulePolicy } from "../../src/core/contract/module-policy.ts";
import { n8n } from "../../src/core/dialects/n8n/n8n.ts";
import type { N8nRunContext } from "../../src/core/dialects/n8n/platform/run-context.ts";
import type { N8nEnding } from "../../src/core/dialects/n8n/running/ending.ts";
import { judgeN8nJavaScript } from "../../src/core/dialects/n8n/running/judge-javascript.ts";
import {
  endJavaScriptEarly,
  javaScriptRequest,
  type N8nJavaScriptSettings,
} from "../../src/core/dialects/n8n/running/run-javascript.ts";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import type { Inputs } from "../../src/core/run/read-inputs.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { RunRequest } from "../../src/core/run/request.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { environmentOf, workflowOf } from "../core/dialects/n8n/vector-workflow.ts";
import type { Vector } from "../core/dialects/n8n/vectors.ts";
import { runInSandbox } from "./node-runs.ts";

/** What a server allows whose settings say so: names with commas between them, or `*`. */
export function allowing(builtIn: string, external: string): ModulePolicy {
  const named = [builtIn, external].flatMap((list) => list.split(","));
  return {
    allowed: named.filter((name) => name !== "*"),
    blocked: [],
    otherwise: "{module} is not allowed.",
    separator: "none",
    allowsOthers: named.includes("*"),
  };
}

export interface N8nRun {
  readonly ending: N8nEnding;
  /** One per attempt that ran code. */
  readonly outcomes: readonly RunOutcome[];
}

/** Plans, runs and judges a node as often as it may be tried, without waiting in between. */
export async function runN8nJavaScript(
  context: N8nRunContext,
  settings: N8nJavaScriptSettings,
  run: (request: RunRequest) => Promise<RunOutcome>,
  tries = 1,
): Promise<N8nRun> {
  const outcomes: RunOutcome[] = [];
  for (let left = tries; ; left--) {
    const early = endJavaScriptEarly(context, "task-runner");
    if (early) return { ending: early, outcomes };
    const outcome = await run(javaScriptRequest(context, settings));
    outcomes.push(outcome);
    const ending = judgeN8nJavaScript(context, outcome, { runner: "task-runner", ...settings });
    if (!ending.isRetried || left <= 1) return { ending, outcomes };
  }
}

interface CaseRun {
  readonly title?: string;
  readonly target?: string;
  readonly given?: Inputs;
}

/** Runs a node of the workflow that a case was executed in, from the workflow's text to the report. */
export function runCase(
  sandbox: Pick<Sandbox, "run">,
  vector: Vector,
  { title = "Code", target: targetName = "2", given }: CaseRun = {},
): Promise<RunReport> {
  const { nodes } = n8n.readWorkflow(workflowOf(vector));
  const node = nodes.find((each) => each.title === title) ?? assert.fail(`There is no node "${title}".`);
  const targets = n8n.readServerSettings?.(environmentOf(vector)).targets ?? [];
  const target = targets.find(({ name }) => name === targetName) ?? assert.fail();
  const run = { dialect: n8n, node, target, ...(given ? { given } : {}) };
  return runInSandbox(sandbox, run, { once: false, otherTargets: targets });
}
