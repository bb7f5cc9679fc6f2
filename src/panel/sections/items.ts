import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JsonValue } from "../../core/json/json-value.ts";
import { jsonArray } from "../../core/json/make-json.ts";
import { writeJson } from "../../core/json/write-json.ts";
import type { ItemFlow } from "../../core/run/items.ts";
import type { RunReport } from "../../core/run/report.ts";
import { iconButton } from "../icon.ts";
import type { ItemListName } from "../item-place.ts";
import { itemTable } from "../item-table.ts";
import { longText } from "../long-text.ts";
import type { Page } from "../page.ts";
import { type ItemView, itemViewOf, stepsOf } from "../page-state.ts";
import { count } from "../quantity.ts";
import { visibleText } from "../value.ts";

/** The items that came in beside those that go out, the error branch beside the main one. */
export function itemsSection(page: Page, report: RunReport, flow: ItemFlow): TemplateResult {
  const isBranched = flow.outputs.length > 1;
  const outputs = flow.outputs.length > 0 ? flow.outputs : [{ name: "items", items: [] } as const];
  const lists = outputs.map(({ name, items }) => itemList(page, report, flow, name, items));
  return html`<section class="section section-items" aria-labelledby="title-items">
    <div class="section-head">
      <h2 id="title-items">Items</h2>
      <div class="choice" role="group" aria-label="Show the items as">${viewButton(page, "table", "Table")}${viewButton(page, "json", "JSON")}</div>
    </div>
    <div class=${isBranched ? "item-lists branched" : "item-lists"}>
      ${itemList(page, report, flow, "input", flow.input)}
      <div class="item-outputs">${lists}</div>
    </div>
  </section>`;
}

function viewButton(page: Page, view: ItemView, word: string): TemplateResult {
  const choose = () => page.update((state) => ({ ...state, itemView: view }));
  return html`<button type="button" aria-pressed=${String(itemViewOf(page.state) === view)} @click=${choose}>${word}</button>`;
}

const listTitles: Readonly<Record<ItemListName, string>> = {
  input: "Input",
  items: "Output",
  errorItems: "Error branch",
};

function itemList(
  page: Page,
  report: RunReport,
  flow: ItemFlow,
  name: ItemListName,
  items: readonly JsonValue[],
): TemplateResult {
  const title = listTitles[name];
  const titleId = `title-items-${name}`;
  if (items.length === 0) {
    return html`<section class="item-list" aria-labelledby=${titleId}>
      <h3 id=${titleId}>${title}</h3>
      <p class="muted">No items</p>
      ${alterations(report, name)}
    </section>`;
  }
  const copy = () => page.send({ kind: "copyValue", text: jsonText(items) });
  return html`<section class="item-list" aria-labelledby=${titleId}>
    <div class="item-list-head">
      <h3 id=${titleId}>${title} · ${count(items.length, "item")}</h3>
      ${iconButton("copy", `Copy ${title.toLowerCase()} as JSON`, copy)}
    </div>
    ${itemViewOf(page.state) === "table" ? itemTable(page, flow, name, title, items) : itemsAsJson(page, name, title, items)}
    ${alterations(report, name)}
  </section>`;
}

function itemsAsJson(page: Page, name: ItemListName, title: string, items: readonly JsonValue[]): TemplateResult {
  const key = `items-json:${name}`;
  return html`<div class="item-scroll item-json" role="region" aria-label=${`${title} as JSON`} tabindex="0">
    ${longText(page, key, jsonText(items), Math.max(stepsOf(page.state, key), 1))}
  </div>`;
}

/** What the platform changed in what was returned. */
function alterations({ outputs }: RunReport, name: ItemListName): TemplateResult | typeof nothing {
  const texts = outputs.find((output) => output.name === name)?.alterations ?? [];
  return texts.length === 0
    ? nothing
    : html`${texts.map((text) => html`<p class="why odd-text">${visibleText(text)}</p>`)}`;
}

/** Reports do not change, so that thousands of items are written once. */
const jsonTexts = new WeakMap<readonly JsonValue[], string>();

function jsonText(items: readonly JsonValue[]): string {
  const text = jsonTexts.get(items) ?? writeJson(jsonArray(items), { indent: 2 });
  jsonTexts.set(items, text);
  return text;
}
