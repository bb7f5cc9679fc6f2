import type { RunOutcome } from "../../../run/outcome.ts";
import type { RunRequest } from "../../../run/request.ts";
import { pythonViolations } from "../python-analyzer/violations.ts";
import { refusedByAnalyzer } from "./native-errors.ts";
import { isReadable, nativeRequest, nativeResult } from "./native-run.ts";
import { pyodideRequest, pyodideResult } from "./pyodide-run.ts";
import { type PythonTask, type RunnerResult, runningCode } from "./task.ts";

export type PreparedPython =
  | { readonly kind: "run"; readonly request: RunRequest }
  /** n8n starts no process for it. */
  | { readonly kind: "refused"; readonly result: RunnerResult };

/** What the sandbox is to run, or what n8n says without running anything. */
export function preparePython(task: PythonTask): PreparedPython {
  if (task.flavour === "pyodide") return { kind: "run", request: pyodideRequest(task) };
  const violations = pythonViolations(task.code, task.imports);
  // Where the code cannot be read, Python's own error comes first, and only Python knows it.
  if (violations.length > 0 && isReadable(runningCode(task))) {
    return { kind: "refused", result: { kind: "error", error: refusedByAnalyzer(violations) } };
  }
  return { kind: "run", request: nativeRequest(task, violations.length > 0) };
}

/** What n8n's runner makes of the outcome of such a request. */
export function readPythonOutcome(task: PythonTask, outcome: RunOutcome): RunnerResult {
  if (task.flavour === "pyodide") return pyodideResult(task, outcome);
  return nativeResult(task, outcome, pythonViolations(task.code, task.imports));
}
