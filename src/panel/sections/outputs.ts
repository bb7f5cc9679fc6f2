import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JudgedOutput, Violation } from "../../core/run/judgement.ts";
import type { RunReport } from "../../core/run/report.ts";
import { linkButton } from "../icon.ts";
import type { Page } from "../page.ts";
import { stepsOf, unfold } from "../page-state.ts";
import { count } from "../quantity.ts";
import { visibleText } from "../value.ts";
import { valueTree } from "../value-tree.ts";
import { mark, section } from "./section.ts";
import { copyButton } from "./value-row.ts";

const violationsPerStep = 10;

export function outputsSection(page: Page, report: RunReport): TemplateResult | typeof nothing {
  const { outputs } = report;
  if (outputs.length === 0) return nothing;
  const areAllUnreached = outputs.every(({ verdict }) => verdict === "not-reached");
  const rows = areAllUnreached ? unreachedRow(outputs) : outputs.map((output) => outputRow(page, report, output));
  return section("outputs", "Outputs", html`<ul class="rows typed-rows">${rows}</ul>`);
}

/** When the code did not get to its end, its outputs are one line, so that the error below is seen. */
function unreachedRow(outputs: readonly JudgedOutput[]): TemplateResult {
  const names = outputs.map(
    ({ name, declaration }, index) =>
      html`${index === 0 ? nothing : ", "}<bdi class="name">${visibleText(name)}</bdi> <span class="muted">${declaration.type}</span>`,
  );
  return html`<li class="row whole-row">
    ${mark("quiet", "circle-slash", "not reached")}
    <div>${names}<span class="muted"> – not reached</span></div>
  </li>`;
}

function outputRow(page: Page, report: RunReport, output: JudgedOutput): TemplateResult {
  const { name, value } = output;
  return html`<li class="row">
    ${verdictMark(output)}
    <bdi class="name">${visibleText(name)}</bdi>
    <span class="type">${output.declaration.type}</span>
    <div class="content">
      ${value ? valueTree(page, `output:${name}`, name, value) : html`<div class="value muted">${absence(output)}</div>`}
      ${output.alterations.map((text) => html`<p class="why odd-text">${visibleText(text)}</p>`)}
      ${violations(page, report, output)}
    </div>
    ${value ? copyButton(page, name, value) : nothing}
  </li>`;
}

function verdictMark({ verdict }: JudgedOutput): TemplateResult {
  switch (verdict) {
    case "kept":
      return mark("good", "check", "kept");
    case "altered":
      return mark("odd", "almost", "altered");
    case "missing":
      return mark("bad", "close", "missing");
    case "violation":
      return mark("bad", "close", "violation");
    case "not-reached":
      return mark("quiet", "circle-slash", "not reached");
  }
}

function absence({ verdict }: JudgedOutput): string {
  return verdict === "not-reached" ? "not reached" : "missing";
}

function violations(page: Page, report: RunReport, output: JudgedOutput): TemplateResult | typeof nothing {
  const all = output.violations;
  if (all.length === 0) return nothing;
  const key = `violations:${output.name}`;
  const steps = stepsOf(page.state, key) + 1;
  const left = all.length - steps * violationsPerStep;
  const showMore = () => page.update((state) => unfold(state, key, steps));
  const showCode = () => page.send({ kind: "showOutput", node: placeOf(report), output: output.name });
  const link = linkButton("Show in code", showCode);
  const lines = all
    .slice(0, steps * violationsPerStep)
    .map((violation, index) => violationLines(output.name, violation, index === 0 ? link : nothing));
  const more = linkButton(`Show more of ${count(left, "other violation")}`, showMore);
  return html`${lines}${left > 0 ? html`<p class="why">${more}</p>` : nothing}`;
}

function violationLines(output: string, violation: Violation, link: TemplateResult | typeof nothing): TemplateResult {
  const { path, message, explanation, measure, setting } = violation;
  return html`<p class="why">
    ${path === "" || path === output ? nothing : html`<bdi class="place">${visibleText(path)}</bdi> `}
    <span class="bad-text">${visibleText(message)}</span>
    ${measure ? html` <span class="measure">${measure.actual} of ${measure.limit} ${measure.unit}</span>` : nothing}
    ${setting === undefined ? nothing : html` <code class="setting">${setting}</code>`}
    <span class="explanation">${visibleText(explanation)} ${link}</span>
  </p>`;
}

function placeOf({ path, nodeId }: RunReport) {
  return { path, nodeId };
}
