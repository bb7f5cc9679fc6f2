import { firstTooNew, refusalText } from "../../../contract/language-versions.ts";
import type { RunPreparation } from "../../dialect.ts";
import { n8nLanguageOf, pythonRunnerOf } from "../platform/modules.ts";
import { itemsOf, type N8nRunContext, turnsErrorsIntoItems } from "../platform/run-context.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { unreadable } from "../python-runner/native-run.ts";
import type { PythonTask, RunnerError } from "../python-runner/task.ts";
import { localLimits } from "./local-limits.ts";

/** What n8n's Python says of code that is too new for it; undefined when it can load the code. */
export function nativeSyntaxError({ node, facts, target }: RunPreparation, task: PythonTask): RunnerError | undefined {
  const { languageVersion: version } = n8nLanguageOf(node, n8nTargetOf(target));
  const newer = firstTooNew(facts, version);
  if (!newer || !version || task.flavour !== "native") return undefined;
  const line = node.code.code.slice(0, newer.range.start).split(/\r\n|\r|\n/).length;
  const explanation = `${newer.what} came with Python ${newer.since}. ${newer.instead}`;
  return { ...unreadable(task, refusalText(newer, version, node.code.code), line), explanation };
}

/** A run of a Python node as the target's runner gets it. */
export function pythonTask({ node, target, timeLimitMs }: RunPreparation, context: N8nRunContext): PythonTask {
  const { allowed, languages } = n8nTargetOf(target);
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
    python: languages.python,
    imports: { stdlibAllow: allowed.pythonStdlib, externalAllow: allowed.pythonExternal },
    continuesOnFail: turnsErrorsIntoItems(context),
  };
}
