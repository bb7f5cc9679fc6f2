import type { ModulePolicy } from "../../src/core/dialects/module-policy.ts";
import type { N8nEnding } from "../../src/core/dialects/n8n/ending.ts";
import { judgeN8nJavaScript } from "../../src/core/dialects/n8n/judge-javascript.ts";
import type { N8nRunContext } from "../../src/core/dialects/n8n/run-context.ts";
import {
  endJavaScriptEarly,
  javaScriptRequest,
  type N8nJavaScriptSettings,
} from "../../src/core/dialects/n8n/run-javascript.ts";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import type { RunRequest } from "../../src/core/run/request.ts";

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
    const early = endJavaScriptEarly(context);
    if (early) return { ending: early, outcomes };
    const outcome = await run(javaScriptRequest(context, settings));
    outcomes.push(outcome);
    const ending = judgeN8nJavaScript(context, outcome, { runner: "task-runner", ...settings });
    if (!ending.isRetried || left <= 1) return { ending, outcomes };
  }
}
