import { guard } from "lit/directives/guard.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JsonValue } from "../core/json/json-value.ts";
import { writeJson } from "../core/json/write-json.ts";
import type { ItemFlow } from "../core/run/items.ts";
import { linkButton } from "./icon.ts";
import { itemCells, madeMark, pairingMark } from "./item-cells.ts";
import { columnsOf, type ItemColumns } from "./item-columns.ts";
import { type ItemListName, type ItemPlace, pairedPlaces, samePlace } from "./item-place.ts";
import type { Page } from "./page.ts";
import { focusTreeItem, stepsOf, unfold } from "./page-state.ts";
import { count } from "./quantity.ts";
import { moveInTree, rowWalk } from "./tree-keys.ts";
import { keyName } from "./value.ts";
import { valueTree } from "./value-tree.ts";

const firstRows = 100;
const rowsPerStep = 400;
const maxTitleUnits = 40;

/** One row per item with a column per key of its json; a row unfolds to the whole item. */
export function itemTable(
  page: Page,
  flow: ItemFlow,
  list: ItemListName,
  label: string,
  items: readonly JsonValue[],
): TemplateResult {
  const key = `items:${list}`;
  const steps = stepsOf(page.state, key);
  const shown = items.slice(0, firstRows + steps * rowsPerStep);
  const left = items.length - shown.length;
  const showMore = () => page.update((state) => unfold(state, key, steps + 1));
  const columns = columnsOf(items);
  const { pointed } = page.state;
  const paired = pointed === undefined || pointed.list === list ? [] : pairedPlaces(flow, pointed);
  const isPaired = new Set(paired.filter((place) => place.list === list).map(({ index }) => index));
  const rows = shown.map((item, index) => itemRow(page, flow, { list, index }, item, columns, isPaired.has(index)));
  return html`<div class="item-scroll">
      <table class="items" role="treegrid" aria-label=${`${label}, ${count(items.length, "item")}`}>
        <thead role="rowgroup">
          <tr role="row">${guard([columns], () => columnTitles(columns))}</tr>
        </thead>
        ${rows}
      </table>
    </div>
    ${left > 0 ? html`<p class="actions">${linkButton(`Show ${count(Math.min(left, rowsPerStep), "more", "more")} of ${count(left, "item")}`, showMore)}</p>` : nothing}`;
}

function columnTitles({ keys, keysWithout, haveExtras }: ItemColumns): TemplateResult {
  return html`<th role="columnheader" scope="col"><span class="unseen">Index</span></th>
    ${keys.map((key) => html`<th role="columnheader" scope="col" title=${key}>${keyName(key, maxTitleUnits)}</th>`)}
    ${keysWithout === 0 ? nothing : html`<th role="columnheader" scope="col" title="Unfold a row to see them">+${keysWithout} more</th>`}
    ${haveExtras ? html`<th role="columnheader" scope="col">beside json</th>` : nothing}`;
}

function itemRow(
  page: Page,
  flow: ItemFlow,
  place: ItemPlace,
  item: JsonValue,
  columns: ItemColumns,
  isPaired: boolean,
): TemplateResult {
  const { list, index } = place;
  const key = `items:${list}/${index}`;
  const isUnfolded = stepsOf(page.state, key) > 0;
  const toggle = () => page.update((state) => unfold(state, key, isUnfolded ? 0 : 1));
  const onClick = () => {
    if (getSelection()?.isCollapsed !== false) toggle();
  };
  const onKey = (event: KeyboardEvent) => {
    const isCopy = (event.ctrlKey || event.metaKey) && event.key === "c";
    if (isCopy && getSelection()?.isCollapsed !== false)
      page.send({ kind: "copyValue", text: writeJson(item, { indent: 2 }) });
    else moveInTree(event, isUnfolded ? "unfolded" : "folded", toggle, rowWalk);
  };
  const onFocus = () => page.update((state) => focusTreeItem(state, `items:${list}`, key));
  const point = (event: Event) => {
    page.glance((state) => ({ ...state, pointed: place }));
    showPaired(event.currentTarget as HTMLElement);
  };
  const leave = () =>
    page.glance((state) =>
      state.pointed && samePlace(state.pointed, place) ? { ...state, pointed: undefined } : state,
    );
  const isPointed = page.state.pointed !== undefined && samePlace(page.state.pointed, place);
  const isTabStop = (page.state.treeFocus[`items:${list}`] ?? `items:${list}/0`) === key;
  return html`<tbody
    role="rowgroup"
    class=${isPaired ? "item paired" : isPointed ? "item pointed" : "item"}
    @pointerenter=${point}
    @pointerleave=${leave}
    @focusin=${point}
    @focusout=${leave}
  >
    <tr
      role="row"
      class="item-row"
      aria-level="1"
      aria-expanded=${String(isUnfolded)}
      tabindex=${isTabStop ? 0 : -1}
      @click=${onClick}
      @keydown=${onKey}
      @focus=${onFocus}
    >
      <th role="rowheader" scope="row" class="index"><span
        class="twistie codicon codicon-chevron-${isUnfolded ? "down" : "right"}" aria-hidden="true"></span
      ><span class="number-of">${index}</span>${guard([item, flow], () => (list === "input" ? madeMark(flow, index) : pairingMark(item, flow)))}</th>
      ${guard([item, columns], () => itemCells(item, columns))}
    </tr>
    ${isUnfolded ? wholeItem(page, key, item, index) : nothing}
  </tbody>`;
}

function wholeItem(page: Page, key: string, item: JsonValue, index: number): TemplateResult {
  return html`<tr role="row" aria-level="2" class="whole-item">
    <td role="gridcell" colspan="99">${valueTree(page, `${key}:whole`, `Item ${index}`, item, { openLevels: 2 })}</td>
  </tr>`;
}

/** The lists scroll on their own: if none of the rows that stand out is in sight in another list, the first comes there. */
function showPaired(group: HTMLElement): void {
  for (const list of group.closest(".item-lists")?.querySelectorAll(".item-scroll") ?? []) {
    const frame = list.getBoundingClientRect();
    const frameTop = frame.top + (list.querySelector("thead")?.clientHeight ?? 0);
    const rows = [...list.querySelectorAll(".item.paired > .item-row")].map((row) => row.getBoundingClientRect());
    const [first] = rows;
    if (!first || rows.some(({ top, bottom }) => top >= frameTop && bottom <= frame.bottom)) continue;
    if (first.bottom > frame.bottom) list.scrollTop += Math.ceil(first.bottom - frame.bottom);
    else list.scrollTop -= Math.ceil(frameTop - first.top);
  }
}
