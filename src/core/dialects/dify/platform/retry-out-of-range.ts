import type { Retry } from "../../../workflow/code-node.ts";

interface EditorRange {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

/** What Dify's editor lets people choose; a run takes any number. Source: facts about Dify 1.16, read 2026-07. */
const editorRanges: Readonly<Record<keyof Retry, EditorRange>> = {
  maxRetries: { least: 1, most: 10, unit: "retries" },
  intervalMs: { least: 100, most: 5000, unit: "ms" },
};

/** What is wrong with a number of an enabled retry, by the name that the file gives it; undefined when nothing is. */
export function retryRangeProblem(part: keyof Retry, writtenName: string, value: number): string | undefined {
  const { least, most, unit } = editorRanges[part];
  if (value >= least && value <= most) return undefined;
  const nearest = value < least ? least : most;
  return `"${writtenName}" is ${value}, and Dify's editor allows ${least} to ${most} ${unit}: a run takes it as it is, but the editor changes it. Write ${nearest}.`;
}
