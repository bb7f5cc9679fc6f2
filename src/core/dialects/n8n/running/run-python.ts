import type { RunPreparation } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { itemsOf, type N8nRunContext, turnsErrorsIntoItems } from "../platform/run-context.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import type { PythonTask } from "../python-runner/task.ts";
import { localLimits } from "./local-limits.ts";

/** A run of a Python node as the target's runner gets it. */
export function pythonTask({ node, target, timeLimitMs }: RunPreparation, context: N8nRunContext): PythonTask {
  const { allowed } = n8nTargetOf(target);
  const task = {
    mode: context.mode,
    code: context.code,
    items: itemsOf(context),
    limits: { timeMs: timeLimitMs, ...localLimits },
  };
  if (pythonRunnerOf(node, n8nTargetOf(target)) === "pyodide") {
    return { ...task, flavour: "pyodide", surroundings: context };
  }
  return {
    ...task,
    flavour: "native",
    imports: { stdlibAllow: allowed.pythonStdlib, externalAllow: allowed.pythonExternal },
    continuesOnFail: turnsErrorsIntoItems(context),
  };
}
