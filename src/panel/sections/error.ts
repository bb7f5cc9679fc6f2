import { html, nothing, type TemplateResult } from "lit/html.js";
import type { GuestFrame } from "../../core/run/outcome.ts";
import { plainDescription } from "../../core/run/plain-description.ts";
import type { RunReport } from "../../core/run/report.ts";
import { linkButton } from "../icon.ts";
import { longText } from "../long-text.ts";
import type { Page } from "../page.ts";
import { stepsOf } from "../page-state.ts";
import { fileName } from "../quantity.ts";
import { visibleText } from "../value.ts";
import { section } from "./section.ts";

export function errorSection(page: Page, report: RunReport): TemplateResult | typeof nothing {
  const { error } = report;
  if (!error) return nothing;
  const steps = Math.max(stepsOf(page.state, "error"), 1);
  const frames =
    error.frames.length > 0 || error.line === undefined ? error.frames : [{ line: error.line, functionName: "" }];
  const text = html`<div class="error-text">${longText(page, "error", error.message.trimEnd(), steps)}</div>`;
  const description = error.description === undefined ? "" : plainDescription(error.description);
  const below =
    description === ""
      ? nothing
      : html`<div class="error-description">${longText(page, "error-description", description, Math.max(stepsOf(page.state, "error-description"), 1))}</div>`;
  const inShort = html`${below}${error.explanation === undefined ? nothing : html`<p class="explanation">${visibleText(error.explanation)}</p>`}
    ${frames.length === 0 ? nothing : html`<ol class="frames" aria-label="Where">${frames.map((frame) => frameRow(page, report, frame))}</ol>`}`;
  // Below a traceback, what it comes to and where would be out of sight.
  const isLong = error.message.trimEnd().split("\n", linesInSight + 1).length > linesInSight;
  return section(
    "error",
    "Error",
    html`<div class="error-type">${visibleText(error.type)}</div>
      ${isLong ? html`${inShort}${text}` : html`${text}${inShort}`}`,
  );
}

const linesInSight = 3;

function frameRow(page: Page, report: RunReport, { line, column, functionName }: GuestFrame): TemplateResult {
  const { path, nodeId } = report;
  const open = (file: "node" | "workflow") => () =>
    page.send({
      kind: "openCode",
      node: { path, nodeId },
      in: file,
      line,
      ...(column === undefined ? {} : { column }),
    });
  const name = functionName === "" ? nothing : html` in <bdi class="function">${visibleText(functionName)}</bdi>`;
  return html`<li>
    ${linkButton(`Line ${line}`, open("node"))}<span class="muted">${name}</span>
    ${isNodeFile(path) ? nothing : html`<span class="muted" aria-hidden="true">·</span> ${linkButton(`in ${fileName(path)}`, open("workflow"))}`}
  </li>`;
}

/** A node file is its own workflow file: one link is enough. */
function isNodeFile(path: string): boolean {
  return /\.(py|js)$/i.test(path);
}
