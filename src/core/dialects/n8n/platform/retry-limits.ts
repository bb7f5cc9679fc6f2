import type { CodeNode, Retry } from "../../../workflow/code-node.ts";

/** How often n8n runs a node that retries, in all, and how long it waits between. Source: facts about 2.41.1, 2026-09. */
const tries = { least: 2, most: 5, usual: 3 };
const waitMs = { least: 0, most: 5000, usual: 1000 };

/** What the node asks for; 0 and nothing at all mean the usual. */
export function declaredRetry(maxTries: number | undefined, waitBetweenTries: number | undefined): Retry {
  return { maxRetries: (maxTries || tries.usual) - 1, intervalMs: waitBetweenTries || waitMs.usual };
}

/** What n8n makes of it. */
export function n8nRetryOf({ retry }: CodeNode): Retry | undefined {
  return (
    retry && {
      maxRetries: clamp(retry.maxRetries + 1, tries) - 1,
      intervalMs: clamp(retry.intervalMs, waitMs),
    }
  );
}

/** What is wrong with a number of a node that retries; undefined when nothing is. */
export function retryRangeProblem(name: "maxTries" | "waitBetweenTries", value: number): string | undefined {
  const range = name === "maxTries" ? tries : waitMs;
  const counted = clamp(value || range.usual, range);
  if (value === counted || (value === 0 && name === "waitBetweenTries")) return undefined;
  const unit = name === "maxTries" ? "tries" : "ms";
  return `"${name}" is ${value}, and n8n takes ${range.least} to ${range.most} ${unit}: it runs as if it were ${counted}. Write ${counted}.`;
}

function clamp(value: number, { least, most }: { readonly least: number; readonly most: number }): number {
  return Math.min(most, Math.max(least, value));
}
