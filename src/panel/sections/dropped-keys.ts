import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunReport } from "../../core/run/report.ts";
import type { Page } from "../page.ts";
import { mark, section } from "./section.ts";
import { valueRow } from "./value-row.ts";

export function droppedKeysSection(page: Page, { dropped }: RunReport): TemplateResult | typeof nothing {
  if (dropped.length === 0) return nothing;
  const rows = dropped.map(({ name, value }) =>
    valueRow(page, `dropped:${name}`, mark("odd", "dash", "dropped"), [name, value]),
  );
  const hint = `Not declared: nothing downstream will see ${dropped.length === 1 ? "it" : "them"}.`;
  const content = html`<ul class="rows">${rows}</ul>
    <p class="hint">${hint}</p>`;
  return section("dropped", "Dropped keys", content);
}
