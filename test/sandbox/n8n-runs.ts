import type { N8nEnding } from "../../src/core/dialects/n8n/ending.ts";
import { judgeN8nJavaScript } from "../../src/core/dialects/n8n/judge-javascript.ts";
import type { N8nRunContext } from "../../src/core/dialects/n8n/run-context.ts";
import { type N8nJavaScriptSettings, planN8nJavaScript } from "../../src/core/dialects/n8n/run-javascript.ts";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import type { RunRequest } from "../../src/core/run/request.ts";

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
    const plan = planN8nJavaScript(context, settings);
    if (plan.kind === "ended") return { ending: plan.ending, outcomes };
    const outcome = await run(plan.request);
    outcomes.push(outcome);
    const ending = judgeN8nJavaScript(context, outcome, settings.timeLimitMs);
    if (!ending.isRetried || left <= 1) return { ending, outcomes };
  }
}
