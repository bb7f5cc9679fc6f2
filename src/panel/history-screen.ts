import { html, type TemplateResult } from "lit/html.js";
import { icon, iconButton } from "./icon.ts";
import type { HistoryEntry, HistoryMessage } from "./messages.ts";
import type { Page } from "./page.ts";
import { showLastReport } from "./page-state.ts";
import { count, duration } from "./quantity.ts";
import { visibleText } from "./value.ts";
import { nodeHeading, statusWords } from "./verdict.ts";

export function historyVerdict(page: Page, { node, entries }: HistoryMessage): TemplateResult {
  return html`<header class="verdict">
    ${iconButton("arrow-left", "Back to the report", () => page.update(showLastReport))}
    <span class="status">${count(entries.length, "run")}</span>
    ${nodeHeading(node)}
  </header>`;
}

/** The runs of one node, newest first, each a button that shows its report. */
export function historyList(page: Page, { node, entries }: HistoryMessage): TemplateResult {
  const place = { path: node.path, nodeId: node.nodeId };
  const open = (index: number) => () => page.send({ kind: "openHistory", node: place, index });
  return html`<ol class="history" aria-label="Earlier runs">${entries.map((entry, index) => historyRow(entry, open(index)))}</ol>`;
}

function historyRow({ status, elapsedMs, finishedAtMs, summary }: HistoryEntry, open: () => void): TemplateResult {
  const { word, icon: name, tone } = statusWords[status];
  return html`<li>
    <button type="button" class="history-run" @click=${open}>
      <span class="status ${tone}">${icon(name)}${word}</span>
      <time class="muted">${new Date(finishedAtMs).toLocaleTimeString()}</time>
      <span class="muted">${duration(elapsedMs)}</span>
      <bdi class="summary">${visibleText(summary)}</bdi>
    </button>
  </li>`;
}
