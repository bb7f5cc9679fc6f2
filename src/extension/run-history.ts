import type { RunReport } from "../core/run/report.ts";
import type { NodeAddress } from "../core/workflow/code-node.ts";
import type { HistoryEntry, ReportMessage } from "../panel/messages.ts";
import { summaryOf } from "./report-summary.ts";

/** By what a node's runs and inputs are kept. */
export function nodeKey({ uri, nodeId }: NodeAddress): string {
  return `${uri} ${nodeId}`;
}

/** The last runs of each node, newest first, for as long as the window lives. */
export interface RunHistory {
  add(nodeKey: string, report: RunReport, finishedAtMs: number): void;
  /** The newest report of a node. */
  latest(nodeKey: string): RunReport | undefined;
  /** Told the node's key after each run; gives the way to stop that. */
  onAdded(listener: (nodeKey: string) => void): { dispose(): void };
  entries(nodeKey: string): readonly HistoryEntry[];
  /** The report at this place, or undefined when there is none (any more). */
  at(nodeKey: string, index: number): ReportMessage | undefined;
}

const keptPerNode = 20;

export function createRunHistory(): RunHistory {
  const runs = new Map<string, { readonly report: RunReport; readonly finishedAtMs: number }[]>();
  const listeners = new Set<(nodeKey: string) => void>();
  const of = (nodeKey: string) => runs.get(nodeKey) ?? [];
  return {
    add: (nodeKey, report, finishedAtMs) => {
      runs.set(nodeKey, [{ report, finishedAtMs }, ...of(nodeKey)].slice(0, keptPerNode));
      for (const listener of listeners) listener(nodeKey);
    },
    latest: (nodeKey) => of(nodeKey)[0]?.report,
    onAdded: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    entries: (nodeKey) =>
      of(nodeKey).map(({ report, finishedAtMs }) => ({
        status: report.status,
        elapsedMs: report.elapsedMs,
        finishedAtMs,
        summary: summaryOf(report),
      })),
    at: (nodeKey, index) => {
      const run = of(nodeKey)[index];
      return run && { kind: "report", report: run.report, position: { index, count: of(nodeKey).length } };
    },
  };
}
