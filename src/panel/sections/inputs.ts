import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunReport } from "../../core/run/report.ts";
import type { Page } from "../page.ts";
import { section } from "./section.ts";
import { valueRow } from "./value-row.ts";

export function inputsSection(page: Page, { inputs }: RunReport): TemplateResult | typeof nothing {
  if (inputs.length === 0) return nothing;
  const rows = inputs.map((input) => valueRow(page, `input:${input[0]}`, html`<span class="mark"></span>`, input));
  return section("inputs", "Inputs", html`<ul class="rows">${rows}</ul>`);
}
