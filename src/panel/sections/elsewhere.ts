import { html, nothing, type TemplateResult } from "lit/html.js";
import { messageInOneLine } from "../../core/run/error-line.ts";
import type { Elsewhere, RunReport } from "../../core/run/report.ts";
import { cut } from "../../core/text/visible-text.ts";
import { visibleText } from "../value.ts";
import { statusWords } from "../verdict.ts";
import { mark, section } from "./section.ts";

/** One line per other target that judges the same run otherwise; what the line above says already is not said again. */
export function elsewhereSection({ elsewhere }: RunReport): TemplateResult | typeof nothing {
  if (elsewhere.length === 0) return nothing;
  return section(
    "elsewhere",
    "Elsewhere",
    html`<ul class="rows elsewhere-rows">${elsewhere.map((entry, at) => targetRow(entry, elsewhere[at - 1]))}</ul>`,
    "the same run, judged by other releases",
  );
}

const maxMessageUnits = 500;

function targetRow(entry: Elsewhere, previous: Elsewhere | undefined): TemplateResult {
  const { targetLabel, status, error, note } = entry;
  const word = status === "unknown" ? "May differ" : statusWords[status].word;
  const sign =
    status === "unknown"
      ? mark("odd", "almost", "may differ")
      : status === "succeeded"
        ? mark("good", "check", "succeeded")
        : mark(status === "exception" ? "odd" : "bad", "close", word.toLowerCase());
  const message = error && `${error.type}: ${cut(messageInOneLine(error.message), maxMessageUnits)}`;
  return html`<li class="row">
    ${sign}
    <span class="target">${visibleText(targetLabel)}</span>
    <div class="judged">
      <span class="word">${word}</span>
      ${
        previous && endsAlike(entry, previous)
          ? html`<span class="muted">likewise</span>`
          : html`${message === undefined ? nothing : html`<bdi class="muted">${visibleText(message)}</bdi>`}
              ${note === undefined ? nothing : html`<div class="muted">${visibleText(note)}</div>`}`
      }
    </div>
  </li>`;
}

function endsAlike(one: Elsewhere, other: Elsewhere): boolean {
  const isSaid = one.error !== undefined || one.note !== undefined;
  const hasSameError = one.error?.type === other.error?.type && one.error?.message === other.error?.message;
  return isSaid && one.status === other.status && one.note === other.note && hasSameError;
}
