import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import { writeJson } from "../core/json/write-json.ts";
import type { RunReport, RunStatus } from "../core/run/report.ts";
import { languageNames } from "../core/workflow/code-node.ts";
import { icon, iconButton } from "./icon.ts";
import type { HistoryPosition, InputTexts, NodeHeading, RunningMessage } from "./messages.ts";
import type { Page } from "./page.ts";
import { duration, fileName, tickingDuration } from "./quantity.ts";
import type { Tone } from "./sections/section.ts";
import { visibleText } from "./value.ts";

export const statusWords: Readonly<Record<RunStatus, { word: string; icon: string; tone: Tone }>> = {
  succeeded: { word: "Succeeded", icon: "pass-filled", tone: "good" },
  failed: { word: "Failed", icon: "error", tone: "bad" },
  exception: { word: "Exception", icon: "warning", tone: "odd" },
};

/** The first line of a report: which node, what became of it, in what time. */
export function reportVerdict(page: Page, report: RunReport, position: HistoryPosition | undefined): TemplateResult {
  const { status, elapsedMs, timeLimitMs } = report;
  const node = { path: report.path, nodeId: report.nodeId };
  const { word, icon: name, tone } = statusWords[status];
  const isOld = position !== undefined && position.index > 0;
  return html`<header class="verdict">
    <span class="status ${tone}">${icon(name)}${word}</span>
    ${nodeHeading({ ...report, ...node })}
    ${isOld ? html`<span class="badge">run ${position.count - position.index} of ${position.count}</span>` : nothing}
    ${timing(elapsedMs, timeLimitMs, duration(elapsedMs), lastAttempt(report))}
    <span class="actions" role="toolbar" aria-label="Run">
      ${iconButton("debug-rerun", "Run again", () => page.send({ kind: "runAgain", node, inputs: inputTexts(report) }))}
      ${iconButton("edit", "Edit the inputs and run", () => page.send({ kind: "editInputs", node, inputs: inputTexts(report) }))}
      ${position === undefined || position.count < 2 ? nothing : iconButton("history", "Show earlier runs", () => page.send({ kind: "showHistory", node }))}
    </span>
  </header>`;
}

/** The same line while the node runs; `elapsedMs` is now's, and `waitingMs` what is left of the wait. */
export function runningVerdict(page: Page, running: RunningMessage): TemplateResult {
  const { node, elapsedMs, timeLimitMs, attempt, attempts, waitingMs, preparing } = running;
  const { stopping } = page.state;
  const stop = () => {
    page.send({ kind: "stop", node: { path: node.path, nodeId: node.nodeId } });
    page.update((state) => ({ ...state, stopping: true }));
  };
  const word = stopping ? "Stopping" : waitingMs === undefined && preparing === undefined ? "Running" : "Waiting";
  const ofAttempts = attempts > 1 ? `attempt ${attempt} of ${attempts}` : "";
  return html`<header class="verdict">
    <span class="status running"><span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>${word}</span>
    ${nodeHeading(node)}
    ${
      preparing !== undefined
        ? html`<span class="timing">for ${preparing}</span>`
        : waitingMs === undefined
          ? timing(elapsedMs, timeLimitMs, tickingDuration(elapsedMs), ofAttempts)
          : html`<span class="timing">${ofAttempts} starts in ${tickingDuration(waitingMs)}</span>`
    }
    <span class="actions">
      <button type="button" class="button secondary stop" ?disabled=${stopping} @click=${stop}>${icon("debug-stop")}Stop</button>
    </span>
  </header>`;
}

export function nodeHeading({ title, path, language, targetLabel }: NodeHeading): TemplateResult {
  return html`<span class="node"
      ><bdi class="title">${visibleText(title)}</bdi> <bdi class="file" title=${path}>${visibleText(fileName(path))}</bdi></span
    ><span class="badges"><span class="badge">${languageNames[language]}</span> <span class="badge">${targetLabel}</span></span>`;
}

function timing(elapsedMs: number, limitMs: number, elapsed: string, attempt: string): TemplateResult {
  const share = Math.min(Math.max(elapsedMs / limitMs, 0), 1);
  const tone = share >= 1 ? "bad" : share >= 0.7 ? "odd" : "good";
  // A sliver stays visible, and a width as an attribute needs no inline style, which the page's policy forbids.
  const filled = svg`<rect class=${`filled ${tone}`} width=${`${Math.max(share * 100, 2)}%`} height="100%" rx="2"></rect>`;
  return html`<span class="timing"
    ><svg class="time-bar" aria-hidden="true"><rect class="track" width="100%" height="100%" rx="2"></rect>${filled}</svg
    ><span>${elapsed} of ${duration(limitMs)}${attempt === "" ? nothing : ` · ${attempt}`}</span></span
  >`;
}

/** A node that fails has used up all its attempts; one that succeeds may have had more. */
function lastAttempt({ status, attempts }: RunReport): string {
  const number = attempts.length;
  if (number < 2) return "";
  return status === "succeeded" ? `attempt ${number}` : `attempt ${number} of ${number}`;
}

function inputTexts(report: RunReport): InputTexts {
  return report.inputs.map(([name, value]) => [name, writeJson(value, { indent: 2 })]);
}
