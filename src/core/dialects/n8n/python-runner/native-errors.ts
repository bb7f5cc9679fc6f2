import type { GuestError, GuestFrame, RunOutcome } from "../../../run/outcome.ts";
import { timeOut } from "../platform/time-out.ts";
import type { PythonViolation } from "../python-analyzer/violation.ts";
import { violationsText } from "../python-analyzer/violations.ts";
import { type NativeTask, type RunnerError, runningCode } from "./task.ts";

/** n8n puts so many spaces before each line. */
const indentation = 4;

export function refusedByAnalyzer(violations: readonly PythonViolation[]): RunnerError {
  return {
    message: "Security violations detected",
    description: violationsText(violations),
    ...(violations[0] && { line: violations[0].line }),
    frames: [],
    isRaised: false,
  };
}

export function raised(message: string, more: Partial<RunnerError> = {}): RunnerError {
  return { message, frames: [], isRaised: true, ...more };
}

export function raisedError(task: NativeTask, outcome: RunOutcome & { readonly kind: "threw" }): RunnerError {
  const { error } = outcome;
  const fromAnalyzer = /\(<unknown>, line (\d+)\)$/.exec(error.message);
  if (error.type === "SyntaxError" && fromAnalyzer) {
    return { message: error.message, type: error.type, line: Number(fromAnalyzer[1]), frames: [], isRaised: false };
  }
  if (error.type === "MemoryError") return killed("The code used more memory than a run may have here.");
  // The outermost is n8n's own call.
  const frames = error.frames.filter(({ functionName }) => functionName !== "<module>").map(ownFrame);
  const line = frames.at(-1)?.line ?? lineInWrapped(task, error);
  const stderr = outcome.console.filter(({ stream }) => stream === "stderr").map(({ text }) => `${text}\n`);
  return raised(error.message, {
    type: error.type,
    frames,
    ...(line !== undefined && { line }),
    ...(stderr.length > 0 && { description: stderr.join("") }),
  });
}

/** `code`: of the `SystemExit`, as text. */
export function exited(code: string): RunnerError {
  return raised(`Process exited with code ${code}`, {
    explanation: "The code ended Python itself. Return a result, or raise an exception of your own.",
  });
}

function ownFrame({ line, column, functionName }: GuestFrame): GuestFrame {
  return {
    line,
    ...(column !== undefined && { column: Math.max(1, column - indentation) }),
    functionName: functionName === "_user_function" ? "<module>" : functionName,
  };
}

/** The second pass counts n8n's own first line; its last line is after the code. */
function lineInWrapped(task: NativeTask, { type, message }: GuestError): number | undefined {
  const found = type === "SyntaxError" ? /\(<\w+_task_execution>, line (\d+)\)$/.exec(message) : null;
  if (!found) return undefined;
  const lines = runningCode(task).split(/\r\n|\r|\n/).length;
  return Math.min(lines, Math.max(1, Number(found[1]) - 1));
}

export function lostResult({ limits }: NativeTask): RunnerError {
  return {
    ...timedOut(limits.timeMs),
    explanation:
      "The result holds NaN or an infinity, which n8n cannot carry: the result is lost, and the run only ends at the time limit. Replace such numbers, by None for example, before they are returned.",
  };
}

export function stoppedError(
  task: NativeTask,
  { limit, message }: RunOutcome & { readonly kind: "stopped" },
): RunnerError {
  switch (limit) {
    case "time":
      return { ...timedOut(task.limits.timeMs), explanation: message };
    case "memory":
      return killed(message);
    default:
      return { message, frames: [], isRaised: false };
  }
}

/** n8n gives Python what the machine has. */
function killed(explanation: string): RunnerError {
  return raised("Process was forcefully killed (SIGKILL)", { explanation });
}

function timedOut(timeMs: number): RunnerError {
  return { ...timeOut(timeMs), frames: [], isRaised: false };
}
