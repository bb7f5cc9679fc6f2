import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Attempt, RunReport } from "../../core/run/report.ts";
import type { Page } from "../page.ts";
import { duration } from "../quantity.ts";
import { visibleText } from "../value.ts";
import { mark, section } from "./section.ts";
import { valueRow } from "./value-row.ts";

/** Every attempt of a node that retries, what took over, and what flows on then. */
export function attemptsSection(page: Page, report: RunReport): TemplateResult | typeof nothing {
  const { attempts, fallback, status } = report;
  if (attempts.length < 2 && fallback === undefined) return nothing;
  const last = attempts.at(-1);
  const rows = attempts.map((attempt, index) => attemptRow(attempt, index + 1, attempt === last));
  return section(
    "attempts",
    "Attempts and fallback",
    html`<ol class="rows attempt-rows">${rows}</ol>
      ${fallback === undefined ? nothing : html`<p class="fallback">${visibleText(fallback)}</p>`}
      ${status === "exception" ? flowing(page, report) : nothing}`,
  );
}

function attemptRow({ status, elapsedMs, waitedMs, error }: Attempt, number: number, isLast: boolean): TemplateResult {
  const hasFailed = status === "failed";
  const wait = waitedMs === undefined ? "" : `, then waited ${duration(waitedMs)}`;
  // The last attempt's error has a section of its own.
  const reason = error && !isLast ? `: ${error.type}${error.line === undefined ? "" : ` in line ${error.line}`}` : "";
  return html`<li class="row">
    ${hasFailed ? mark("bad", "close", "failed") : mark("good", "check", "succeeded")}
    <span class="number-of">${number}</span>
    <div class="muted">${duration(elapsedMs)}${visibleText(reason)}${wait}</div>
  </li>`;
}

function flowing(page: Page, { flowing, items }: RunReport): TemplateResult | typeof nothing {
  // Items have a part of their own, which says it.
  if (flowing.length === 0 || items !== undefined) return nothing;
  const sign = html`<span class="mark quiet codicon codicon-arrow-right" aria-hidden="true"></span>`;
  const rows = flowing.map((output) => valueRow(page, `flowing:${output[0]}`, sign, output));
  return html`<h3 id="title-flowing">What flows on</h3>
    <ul class="rows" aria-labelledby="title-flowing">${rows}</ul>`;
}
