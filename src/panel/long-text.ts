import { html, nothing, type TemplateResult } from "lit/html.js";
import { cut } from "../core/text/visible-text.ts";
import type { Page } from "./page.ts";
import { unfold } from "./page-state.ts";
import { count } from "./quantity.ts";
import { visibleText } from "./value.ts";

/** UTF-16 units that are laid out at once: a megabyte in one go would freeze the panel. */
const unitsPerStep = 20_000;

/** A string of any length with its own lines, as many steps of it as were asked for. */
export function longText(page: Page, key: string, text: string, steps: number): TemplateResult {
  const shown = cut(text, steps * unitsPerStep);
  const left = text.length - shown.length;
  const showMore = () => page.update((state) => unfold(state, key, steps + 1));
  const more =
    left === 0
      ? nothing
      : html`<button type="button" class="link" @click=${showMore}>
          Show ${count(Math.min(left, unitsPerStep), "more", "more")} of ${count(left, "hidden character")}
        </button>`;
  return html`<div class="long-text" dir="auto">${visibleText(shown, "kept")}</div>${more}`;
}
