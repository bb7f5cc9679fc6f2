import type { N8nTarget } from "./target.ts";

/** n8n 2's task runner does not run JavaScript without a single character. Source: n8n 2.41.1, executed. */
export function isRefusedAsEmpty(code: string, runner: N8nTarget["javascript"]): boolean {
  return code === "" && runner === "task-runner";
}
