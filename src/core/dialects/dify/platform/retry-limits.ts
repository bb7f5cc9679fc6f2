import type { Target } from "../../../contract/node-contract.ts";
import type { CodeNode, Retry } from "../../../workflow/code-node.ts";
import { difyTargetOf } from "./targets.ts";

/** The node's retries within what the target allows. */
export function difyRetryOf({ retry }: CodeNode, target: Target): Retry | undefined {
  const { retryLimits } = difyTargetOf(target);
  if (!retry || !retryLimits) return retry;
  return {
    maxRetries: Math.min(retry.maxRetries, retryLimits.maxRetries),
    intervalMs: Math.min(retry.intervalMs, retryLimits.intervalMs),
  };
}
