import type { AttemptProgress } from "../core/sources/run-node.ts";
import type { NodeHeading, RunningMessage } from "../panel/messages.ts";
import type { OpenNode } from "./open-node.ts";
import type { ResultsView } from "./results-view.ts";

/** What the panel says of a run while it goes on. */
export interface RunProgress {
  /** The first attempt reveals the panel. */
  onAttempt(attempt: AttemptProgress): void;
  /** Whether the attempt waits for packages, or does so no more. */
  onPackages(isWaiting: boolean): void;
  /** When the panel has been revealed. */
  revealed(): Promise<void>;
}

/** Says nothing of a run whose place another one has taken. */
export function tellProgress(
  results: ResultsView,
  { target }: OpenNode,
  node: NodeHeading,
  isCurrent: () => boolean,
): RunProgress {
  let message: RunningMessage | undefined;
  let revealing: Promise<void> | undefined;
  return {
    onAttempt(attempt) {
      message = runningMessage(node, target.timeLimitMs, attempt);
      if (!isCurrent()) return;
      if (revealing) results.update(message);
      else revealing = results.show(message);
    },
    onPackages(isWaiting) {
      if (!message || !isCurrent()) return;
      results.update(isWaiting ? { ...message, preparing: "Python packages" } : message);
    },
    revealed: async () => revealing,
  };
}

function runningMessage(node: NodeHeading, timeLimitMs: number, progress: AttemptProgress): RunningMessage {
  const message = { kind: "running", node, elapsedMs: 0, timeLimitMs, attempts: progress.of } as const;
  return progress.kind === "running"
    ? { ...message, attempt: progress.attempt }
    : { ...message, attempt: progress.attempt + 1, waitingMs: progress.milliseconds };
}
