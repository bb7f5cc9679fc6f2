import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunReport } from "../../core/run/report.ts";
import { cut } from "../../core/text/visible-text.ts";
import { linkButton } from "../icon.ts";
import type { Page } from "../page.ts";
import { stepsOf, unfold } from "../page-state.ts";
import { count } from "../quantity.ts";
import { visibleText } from "../value.ts";
import { section } from "./section.ts";

const firstLines = 50;
const linesPerStep = 500;
const maxLineUnits = 2000;

/** What was printed; a flood is shown from its start, more of it on demand. */
export function consoleSection(page: Page, report: RunReport): TemplateResult | typeof nothing {
  const lines = report.console;
  if (lines.length === 0) return nothing;
  const steps = stepsOf(page.state, "console");
  const shown = lines.slice(0, firstLines + steps * linesPerStep);
  const left = lines.length - shown.length;
  const showMore = () => page.update((state) => unfold(state, "console", steps + 1));
  const copyAll = () => page.send({ kind: "copyValue", text: lines.map(({ text }) => `${text}\n`).join("") });
  const rows = shown.map(
    ({ stream, text }) => html`<li class="console-line ${stream}">
      <span class="stream">${stream}</span><bdi class="printed">${visibleText(cut(text, maxLineUnits), "kept")}${
        text.length > maxLineUnits ? html`<span class="muted">… ${count(text.length, "character")}</span>` : nothing
      }</bdi>
    </li>`,
  );
  const more = html`<p class="actions">
    ${left > 0 ? linkButton(`Show ${count(Math.min(left, linesPerStep), "more line")} of ${count(left, "line")}`, showMore) : nothing}
    ${left > 0 ? linkButton("Copy everything", copyAll) : nothing}
  </p>`;
  const content = html`<ol class="console" aria-label="What was printed">${rows}</ol>${left > 0 ? more : nothing}`;
  return section("console", "Console", content, "the platform shows none of this");
}
