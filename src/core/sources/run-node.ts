import type { Target } from "../contract/node-contract.ts";
import type { Dialect, JudgedRun, PreparedRun } from "../dialects/dialect.ts";
import type { CodeFacts } from "../languages/code-facts.ts";
import type { Judgement } from "../run/judgement.ts";
import { notStarted, type RunOutcome, wasGivenUp } from "../run/outcome.ts";
import type { CompletedInputs } from "../run/read-inputs.ts";
import type { Attempt, RunEnding, RunReport } from "../run/report.ts";
import type { RunRequest } from "../run/request.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { judgeElsewhere } from "./judge-elsewhere.ts";

/** As much of an `AbortSignal` as is needed here; callers pass a real one and get it back in `run` and `wait`. */
export interface StopSignal {
  readonly aborted: boolean;
}

export interface NodeRun<Signal extends StopSignal> {
  readonly dialect: Dialect;
  readonly target: Target;
  readonly node: CodeNode;
  /** The targets that the report compares with; usually all of the dialect's. */
  readonly otherTargets: readonly Target[];
  /** What the node's code shows. */
  readonly facts: CodeFacts;
  /** The workflow file or node file, as the report shall name it. */
  readonly path: string;
  /** As the dialect completes them. */
  readonly inputs: CompletedInputs;
  /** Like the platform's single-node button: no retries. */
  readonly once: boolean;
  /** Overrides the target's time limit. */
  readonly timeLimitMs?: number;
  readonly signal: Signal;
  readonly run: (request: RunRequest, signal: Signal) => Promise<RunOutcome>;
  /** May end early, or reject, once the signal is aborted. */
  readonly wait: (milliseconds: number, signal: Signal) => Promise<void>;
  readonly onAttempt?: (progress: AttemptProgress) => void;
}

export type AttemptProgress =
  | { readonly kind: "running"; readonly attempt: number; readonly of: number }
  | { readonly kind: "waiting"; readonly attempt: number; readonly of: number; readonly milliseconds: number };

/**
 * Runs one node as the platform does in a workflow: up to 1 + `maxRetries` attempts with a fixed wait between
 * them, then the error strategy. A run that was stopped is neither repeated nor taken over. Rejects only when
 * the sandbox itself fails.
 */
export async function runNode<Signal extends StopSignal>(nodeRun: NodeRun<Signal>): Promise<RunReport> {
  const { dialect, target, otherTargets, node, facts, path, once, timeLimitMs = target.timeLimitMs } = nodeRun;
  const { inputs, notes } = nodeRun.inputs;
  const prepared = dialect.prepareRun({ node, facts, inputs, target, timeLimitMs });
  const { attempts, outcome, judged } = await attemptAll(nodeRun, prepared);
  const { judgement } = judged;
  const ending =
    wasGivenUp(outcome) || nodeRun.signal.aborted ? withoutFallback(judgement) : dialect.endRun(node, judgement, once);
  return {
    path,
    nodeId: node.id,
    title: node.title,
    language: node.language,
    dialect: dialect.id,
    target: target.name,
    targetLabel: target.label,
    ...ending,
    outputs: judgement.outputs,
    dropped: judgement.dropped,
    console: judgement.console ?? outcome.console,
    attempts,
    elapsedMs: outcome.elapsedMs,
    timeLimitMs,
    inputs: [...inputs],
    ...(judgement.items ? { items: judgement.items } : {}),
    notes: [...notes, ...retryNotes(nodeRun), ...judged.notes()],
    elsewhere: wasGivenUp(outcome)
      ? []
      : judgeElsewhere(
          dialect,
          node,
          judged,
          otherTargets.filter(({ name }) => name !== target.name),
        ),
  };
}

interface Attempts {
  readonly attempts: readonly Attempt[];
  /** The last attempt's. */
  readonly outcome: RunOutcome;
  readonly judged: JudgedRun;
}

async function attemptAll<Signal extends StopSignal>(
  { dialect, target, node, once, signal, run, wait, onAttempt }: NodeRun<Signal>,
  prepared: PreparedRun,
): Promise<Attempts> {
  const retry = once ? undefined : dialect.retryOf(node, target);
  const of = 1 + Math.max(0, retry?.maxRetries ?? 0);
  const attempts: Attempt[] = [];
  for (let attempt = 1; ; attempt++) {
    onAttempt?.({ kind: "running", attempt, of });
    const outcome = prepared.kind === "run" ? await run(prepared.request, signal) : notStarted;
    const judged = prepared.kind === "run" ? prepared.judge(outcome) : prepared.judged;
    const { status, error, isRetried = status === "failed" } = judged.judgement;
    const done: Attempt = { elapsedMs: outcome.elapsedMs, status, ...(error ? { error } : {}) };
    if (!isRetried || attempt >= of || signal.aborted || wasGivenUp(outcome)) {
      return { attempts: [...attempts, done], outcome, judged };
    }
    const milliseconds = Math.max(0, retry?.intervalMs ?? 0);
    onAttempt?.({ kind: "waiting", attempt, of, milliseconds });
    await waitUnlessStopped(wait, milliseconds, signal);
    if (signal.aborted) return { attempts: [...attempts, done], outcome, judged };
    attempts.push({ ...done, waitedMs: milliseconds });
  }
}

function retryNotes<Signal extends StopSignal>({
  dialect,
  target,
  node: { retry, ...node },
  once,
}: NodeRun<Signal>): string[] {
  const made = retry && dialect.retryOf({ ...node, retry }, target);
  if (!made || once || (made.maxRetries === retry.maxRetries && made.intervalMs === retry.intervalMs)) return [];
  return [
    `The node declares ${retry.maxRetries} retries every ${retry.intervalMs} ms; at most ${made.maxRetries} every ${made.intervalMs} ms are made. Declare that.`,
  ];
}

async function waitUnlessStopped<Signal extends StopSignal>(
  wait: NodeRun<Signal>["wait"],
  milliseconds: number,
  signal: Signal,
): Promise<void> {
  try {
    await wait(milliseconds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function withoutFallback(judgement: Judgement): RunEnding {
  const { status, error } = judgement;
  return { status, flowing: [], ...(error ? { error } : {}) };
}
