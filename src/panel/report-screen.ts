import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunReport } from "../core/run/report.ts";
import type { Page } from "./page.ts";
import { attemptsSection } from "./sections/attempts.ts";
import { consoleSection } from "./sections/console.ts";
import { droppedKeysSection } from "./sections/dropped-keys.ts";
import { elsewhereSection } from "./sections/elsewhere.ts";
import { errorSection } from "./sections/error.ts";
import { inputsSection } from "./sections/inputs.ts";
import { itemsSection } from "./sections/items.ts";
import { notesSection } from "./sections/notes.ts";
import { outputsSection } from "./sections/outputs.ts";

/** Everything below the verdict, in the order in which it matters; a part without data takes no space. */
export function reportSections(page: Page, report: RunReport): TemplateResult {
  const attempts = attemptsSection(page, report);
  // What flows on in place of the outputs says more than why it has to.
  const isTakenOver = report.status === "exception";
  const { items } = report;
  const flow = items === undefined ? nothing : itemsSection(page, report, items);
  // Items that did not get through are no answer; why they did not is.
  const isFlowLast = report.status === "failed";
  return html`${items === undefined ? outputsSection(page, report) : nothing} ${isFlowLast ? nothing : flow}
    <div class="columns">
      ${droppedKeysSection(page, report)} ${isTakenOver ? attempts : nothing} ${errorSection(page, report)}
      ${consoleSection(page, report)} ${isTakenOver ? nothing : attempts} ${elsewhereSection(report)}
      ${notesSection(report)}
    </div>
    ${isFlowLast ? flow : nothing} ${items === undefined ? inputsSection(page, report) : nothing}`;
}
