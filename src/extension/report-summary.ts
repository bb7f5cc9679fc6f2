import { writeJson } from "../core/json/write-json.ts";
import type { RunReport } from "../core/run/report.ts";

const maxCharacters = 80;

/** One line for a list of runs: the error, or the first outputs. */
export function summaryOf({ error, flowing }: RunReport): string {
  const text = error ? error.message : flowing.map(([name, value]) => `${name}: ${writeJson(value)}`).join(", ");
  const line = text.trim().split("\n").at(-1) ?? "";
  return line.length > maxCharacters ? `${line.slice(0, maxCharacters - 1)}…` : line;
}
