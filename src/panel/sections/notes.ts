import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunReport } from "../../core/run/report.ts";
import { visibleText } from "../value.ts";
import { mark, section } from "./section.ts";

export function notesSection({ notes }: RunReport): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  const rows = notes.map(
    (note) => html`<li class="row whole-row">
      ${mark("quiet", "info", "note")}
      <div>${visibleText(note)}</div>
    </li>`,
  );
  return section("notes", "Notes", html`<ul class="rows">${rows}</ul>`);
}
