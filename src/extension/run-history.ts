import type { RunReport } from "../core/run/report.ts";
import type { HistoryEntry, ReportMessage } from "../panel/messages.ts";
import { summaryOf } from "./report-summary.ts";

/** The last runs of each node, newest first, for as long as the window lives. */
export interface RunHistory {
  add(nodeKey: string, report: RunReport, finishedAtMs: number): void;
  entries(nodeKey: string): readonly HistoryEntry[];
  /** The report at this place, or undefined when there is none (any more). */
  at(nodeKey: string, index: number): ReportMessage | undefined;
}

const keptPerNode = 20;

export function createRunHistory(): RunHistory {
  const runs = new Map<string, { readonly report: RunReport; readonly finishedAtMs: number }[]>();
  const of = (nodeKey: string) => runs.get(nodeKey) ?? [];
  return {
    add: (nodeKey, report, finishedAtMs) => {
      runs.set(nodeKey, [{ report, finishedAtMs }, ...of(nodeKey)].slice(0, keptPerNode));
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
