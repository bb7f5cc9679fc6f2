import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JsonValue } from "../core/json/json-value.ts";
import { writeJson } from "../core/json/write-json.ts";
import { longText } from "./long-text.ts";
import type { Page } from "./page.ts";
import { focusTreeItem, stepsOf, unfold } from "./page-state.ts";
import { moveInTree } from "./tree-keys.ts";
import { isComposite, isFoldable, keyName, sizeOf, sizeText, valueLine, wholeText } from "./value.ts";

/** More children than this are grouped into ranges, so that a huge array costs no more than what is looked at. */
const maxChildren = 100;

/** Something that stands in a tree: a value, or a range of an array's or object's children. */
interface TreeItem {
  readonly key: string;
  readonly label: TemplateResult | typeof nothing;
  readonly value: JsonValue;
  readonly range?: { readonly from: number; readonly to: number };
  /** How many levels, this one included, are unfolded before anybody folds them. */
  readonly openLevels: number;
}

/** A value with everything in it, folded at first but for `openLevels`: one line if it is simple, else a tree. */
export function valueTree(
  page: Page,
  key: string,
  label: string,
  value: JsonValue,
  { openLevels = 0 }: { readonly openLevels?: number } = {},
): TemplateResult {
  if (!isFoldable(value)) return html`<div class="value">${valueLine(value)}</div>`;
  const root: TreeItem = { key, label: nothing, value, openLevels };
  return html`<div class="value tree" role="tree" aria-label=${label}>${treeItem(page, key, root, 1)}</div>`;
}

function treeItem(page: Page, tree: string, item: TreeItem, level: number): TemplateResult {
  const canUnfold = isFoldable(item.value);
  const isOpenAtFirst = item.openLevels > 0 && isComposite(item.value);
  // Of what is open at first, that it was folded is what is remembered.
  const steps = isOpenAtFirst ? 1 - stepsOf(page.state, item.key) : stepsOf(page.state, item.key);
  const isUnfolded = canUnfold && steps > 0;
  const toggle = () => {
    if (canUnfold) page.update((state) => unfold(state, item.key, isUnfolded === isOpenAtFirst ? 1 : 0));
  };
  const onClick = () => {
    if (getSelection()?.isCollapsed !== false) toggle();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const isCopy = (event.ctrlKey || event.metaKey) && event.key === "c";
    if (isCopy && getSelection()?.isCollapsed !== false)
      page.send({ kind: "copyValue", text: writeJson(item.value, { indent: 2 }) });
    else moveInTree(event, canUnfold ? (isUnfolded ? "unfolded" : "folded") : "leaf", toggle);
  };
  const onFocus = (event: FocusEvent) => {
    if (event.target === event.currentTarget) page.update((state) => focusTreeItem(state, tree, item.key));
  };
  const isTabStop = (page.state.treeFocus[tree] ?? tree) === item.key;
  return html`<div
    role="treeitem"
    class="tree-item"
    aria-level=${level}
    aria-expanded=${canUnfold ? String(isUnfolded) : nothing}
    tabindex=${isTabStop ? 0 : -1}
    @keydown=${onKey}
    @focusin=${onFocus}
  >
    <div class="tree-row" @click=${onClick}>
      <span class="twistie codicon ${canUnfold ? `codicon-chevron-${isUnfolded ? "down" : "right"}` : ""}" aria-hidden="true"></span
      >${item.label}${isUnfolded ? unfoldedLine(item) : foldedLine(item)}
    </div>
    ${isUnfolded ? inside(page, tree, item, level, steps) : nothing}
  </div>`;
}

function foldedLine({ range, value }: TreeItem): TemplateResult {
  return range ? html`<span class="muted">…</span>` : valueLine(value);
}

function unfoldedLine({ range, value }: TreeItem): TemplateResult {
  return range ? html`` : html`<span class="muted">${sizeText(value)}</span>`;
}

function inside(page: Page, tree: string, item: TreeItem, level: number, steps: number): TemplateResult {
  const text = wholeText(item.value);
  if (text !== undefined) return longText(page, item.key, text, steps);
  const children = childrenOf(item).map((child) => treeItem(page, tree, child, level + 1));
  return html`<div role="group" class="tree-group">${children}</div>`;
}

function childrenOf({ key, value, range, openLevels }: TreeItem): readonly TreeItem[] {
  if (!isComposite(value)) return [];
  const { from, to } = range ?? { from: 0, to: sizeOf(value) };
  if (to - from > maxChildren) return rangesOf(key, value, from, to);
  if (value.kind === "array") {
    return value.items.slice(from, to).map((item, index) => ({
      key: `${key}/${from + index}`,
      label: html`<span class="index">${from + index}</span>: `,
      value: item,
      openLevels: openLevels - 1,
    }));
  }
  return value.entries.slice(from, to).map(([name, item], index) => ({
    key: `${key}/${from + index}`,
    label: html`${keyName(name)}: `,
    value: item,
    openLevels: openLevels - 1,
  }));
}

function rangesOf(key: string, value: JsonValue, from: number, to: number): readonly TreeItem[] {
  let length = maxChildren;
  while ((to - from) / length > maxChildren) length *= maxChildren;
  return Array.from({ length: Math.ceil((to - from) / length) }, (_, index) => {
    const start = from + index * length;
    const end = Math.min(start + length, to);
    const label = html`<span class="index">${start} – ${end - 1}</span> `;
    return { key: `${key}/${start}-${end}`, label, value, range: { from: start, to: end }, openLevels: 0 };
  });
}
