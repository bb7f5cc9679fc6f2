import { html, type TemplateResult } from "lit/html.js";
import type { JsonValue } from "../../core/json/json-value.ts";
import { writeJson } from "../../core/json/write-json.ts";
import { iconButton } from "../icon.ts";
import type { Page } from "../page.ts";
import { visibleText } from "../value.ts";
import { valueTree } from "../value-tree.ts";

/** A named value; `key` tells its folds from those of every other value on the page. */
export function valueRow(
  page: Page,
  key: string,
  sign: TemplateResult,
  [name, value]: readonly [string, JsonValue],
): TemplateResult {
  return html`<li class="row">
    ${sign}
    <bdi class="name">${visibleText(name)}</bdi>
    <div class="content">${valueTree(page, key, name, value)}</div>
    ${copyButton(page, name, value)}
  </li>`;
}

export function copyButton(page: Page, name: string, value: JsonValue): TemplateResult {
  const copy = () => page.send({ kind: "copyValue", text: writeJson(value, { indent: 2 }) });
  return html`<span class="row-actions">${iconButton("copy", `Copy ${name} as JSON`, copy)}</span>`;
}
