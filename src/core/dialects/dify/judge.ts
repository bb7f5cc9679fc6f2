import { parsePythonJson } from "../../json/parse-python-json.ts";
import type { Judgement, RunError } from "../../run/judgement.ts";
import type { GuestError, RunOutcome, StopReason } from "../../run/outcome.ts";
import type { CodeNode } from "../../workflow/code-node.ts";
import { judgeResult, notReached } from "./judge-result.ts";
import type { DifyTarget } from "./targets.ts";

/** What Dify would make of the outcome, under the target's limits and switches. Never throws. */
export function judgeDifyOutcome(node: CodeNode, outcome: RunOutcome, target: DifyTarget): Judgement {
  switch (outcome.kind) {
    case "returned": {
      const parsed = parsePythonJson(outcome.resultText);
      if (parsed.kind === "value") return judgeResult(node, parsed.value, target);
      return notReached(node, unreadableResult(outcome.resultText, parsed.message));
    }
    case "threw":
      return notReached(node, executionError(node, outcome.error));
    case "stopped":
      return notReached(node, stoppedError(outcome.limit, outcome.message, outcome.elapsedMs));
  }
}

function unreadableResult(resultText: string, reason: string): RunError {
  const explanation =
    resultText === "undefined"
      ? "main() returned undefined. Return an object that holds the declared outputs, on every path."
      : "What main() returned cannot be read as JSON.";
  return { type: "WorkflowNodeError", message: `Failed to parse JSON response: ${reason}.`, explanation, frames: [] };
}

function executionError({ language }: CodeNode, error: GuestError): RunError {
  const line = error.frames.at(-1)?.line;
  return {
    type: "CodeExecutionError",
    message: error.traceback.trim() || `${error.type}: ${error.message}`,
    explanation: explainGuestError(error, language === "python" ? "raised" : "threw"),
    ...(line === undefined ? {} : { line }),
    frames: error.frames,
  };
}

function explainGuestError({ phase, type, message }: GuestError, verb: string): string {
  const what = message ? `${type}: ${message}` : type;
  switch (phase) {
    case "load":
      return `The code could not be loaded: it ${verb} ${what}`;
    case "call":
      return `main() ${verb} ${what}`;
    case "serialise":
      return `What main() returned cannot be turned into JSON (${what}). Convert it to strings, numbers, booleans, lists and objects first.`;
  }
}

/** Where the platform has no text because the limit is ours, the sandbox's own words are the message. */
function stoppedError(limit: StopReason, message: string, elapsedMs: number): RunError {
  const type = limit === "cancelled" ? "Stopped" : limit === "packages" ? "Not run" : "CodeExecutionError";
  const seconds = (elapsedMs / 1000).toFixed(1);
  switch (limit) {
    case "time":
      return {
        type,
        // dify-sandbox 0.2.15, read 2026-08.
        message: "error: timeout\nerror: signal: killed\n",
        explanation: `The code was still running after ${seconds} s and was stopped at the time limit. Do less in one run, or raise SANDBOX_WORKER_TIMEOUT on the server.`,
        frames: [],
      };
    case "memory":
      return {
        type,
        message: "error: signal: killed\n",
        explanation: `The code used more memory than a run may have. ${message}`.trim(),
        frames: [],
      };
    case "output":
    case "cancelled":
    case "crashed":
    case "packages":
      return { type, message, frames: [] };
  }
}
