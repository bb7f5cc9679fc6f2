import type { AnyCheck } from "./check.ts";

/** Python on Pyodide had names and ways that Python on the platform's own runner does not have. */
export const oldPython = {
  id: "old-python",
  severity: "warning",
  summary: "The Python code is written for a runner that newer releases of the platform no longer have.",
} as const satisfies AnyCheck;
