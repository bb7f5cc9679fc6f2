import { html, nothing, type TemplateResult } from "lit/html.js";
import { historyList, historyVerdict } from "./history-screen.ts";
import { icon } from "./icon.ts";
import { formVerdict, inputForm } from "./input-form.ts";
import type { AskMessage, ToPage } from "./messages.ts";
import type { Page } from "./page.ts";
import { type PageState, sameNode } from "./page-state.ts";
import { duration } from "./quantity.ts";
import { reportSections } from "./report-screen.ts";
import { visibleText } from "./value.ts";
import { reportVerdict, runningVerdict, statusWords } from "./verdict.ts";

/** The whole page: a first line that stays, what it is about below it, and what a screen reader announces. */
export function wholePage(page: Page): TemplateResult {
  const { screen } = page.state;
  return html`${verdict(page)}
    ${screen.kind === "ask" ? inputForm(page, screen) : html`<main tabindex="0" aria-label="Result">${body(page, screen)}</main>`}
    <div class="announcement" role="status">${announcement(page.state)}</div>`;
}

function verdict(page: Page): TemplateResult | typeof nothing {
  const { screen } = page.state;
  switch (screen.kind) {
    case "report":
      return reportVerdict(page, screen.report, screen.position);
    case "running":
      return runningVerdict(page, screen);
    case "ask":
      return formVerdict(screen);
    case "history":
      return historyVerdict(page, screen);
    case "idle":
    case "problem":
      return nothing;
  }
}

function body(page: Page, screen: Exclude<ToPage, AskMessage>): TemplateResult | typeof nothing {
  const { lastReport } = page.state;
  switch (screen.kind) {
    case "report":
      return reportSections(page, screen.report);
    case "running": {
      // The report of the run before stays in sight, so that a short run does not make the panel flicker.
      const isSameNode = lastReport !== undefined && sameNode(lastReport.report, screen.node);
      return isSameNode ? html`<div class="outdated" inert>${reportSections(page, lastReport.report)}</div>` : nothing;
    }
    case "history":
      return historyList(page, screen);
    case "idle":
      return html`<p class="empty">${icon("play")}Press ▶ Run above a code node to see here what the platform would do with it.</p>`;
    case "problem":
      return html`<p class="empty problem">${icon("error")}<span>${visibleText(screen.message, "kept")}</span></p>`;
  }
}

function announcement({ screen, stopping }: PageState): string {
  switch (screen.kind) {
    case "report":
      return `${statusWords[screen.report.status].word}: ${screen.report.title}, ${duration(screen.report.elapsedMs)}`;
    case "running":
      return stopping ? `Stopping ${screen.node.title}` : `Running ${screen.node.title}`;
    case "problem":
      return screen.message;
    case "ask":
      return `Inputs of ${screen.node.title}`;
    case "history":
    case "idle":
      return "";
  }
}
