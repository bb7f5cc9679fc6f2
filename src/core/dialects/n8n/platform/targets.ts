import type { Target } from "../../../contract/node-contract.ts";
import type { AllowedModules, N8nTarget } from "./target.ts";

/** A stock server allows nothing. Source: facts about n8n 2.41.1, executed 2026-09. */
const nothing: AllowedModules = { builtin: [], external: [], pythonStdlib: [], pythonExternal: [] };

/** Everything as n8n 2.41.1 does it: task runners for both languages, native Python. Executed 2026-09. */
const second: N8nTarget = {
  name: "2",
  label: "n8n · 2",
  // N8N_RUNNERS_TASK_TIMEOUT, 300 seconds by default.
  timeLimitMs: 300_000,
  legacyPython: "native",
  javascript: "task-runner",
  environment: "denied",
  allowed: nothing,
  // n8n 2.41.1's images, seen 2026-11.
  languages: { python: "3.13", node: "24.21" },
};

/** In-process JavaScript and Pyodide (n8n 1.99, read 2026-09); it has no time limit of its own, so that of n8n 2 holds. */
const first: N8nTarget = {
  ...second,
  name: "1",
  label: "n8n · 1",
  legacyPython: "pyodide",
  javascript: "in-process",
  environment: {},
  // Pyodide 0.27 and the Node of the images of n8n 1.99, read 2026-11.
  languages: { python: "3.12", node: "22.16" },
};

/** The published page, seen 2026-11: Python on Pyodide with the names of n8n 1; where it is silent, n8n 2. */
const documented: N8nTarget = { ...second, name: "documented", label: "n8n · documented", legacyPython: "pyodide" };

/** The only list of targets; the first is the default. */
export const n8nTargets: readonly [N8nTarget, ...N8nTarget[]] = [documented, second, first];

/** The row behind a target that came from the table, possibly under a server's own settings. */
export function n8nTargetOf(target: Target): N8nTarget {
  if (isN8nTarget(target)) return target;
  const row = n8nTargets.find(({ name }) => name === target.name);
  if (!row) throw new Error(`"${target.name}" is no target of n8n.`);
  return row;
}

function isN8nTarget(target: Target): target is N8nTarget {
  return "legacyPython" in target;
}
