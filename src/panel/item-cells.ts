import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JsonEntry, JsonValue } from "../core/json/json-value.ts";
import type { ItemFlow } from "../core/run/items.ts";
import { type Pairing, pairingsOf } from "../core/run/pairing.ts";
import { cut } from "../core/text/visible-text.ts";
import { extrasOf, type ItemColumns, jsonEntriesOf } from "./item-columns.ts";
import { type ItemPlace, madeFrom } from "./item-place.ts";
import { count } from "./quantity.ts";
import { isComposite, keyName, preview, valueLine, visibleText } from "./value.ts";

const maxCellUnits = 100;
const maxNamedPlaces = 3;

/** An item in one line: a cell per column, and what is left for the unfolded row. */
export function itemCells(item: JsonValue, { keys, keysWithout, haveExtras }: ItemColumns): TemplateResult {
  const values = new Map(jsonEntriesOf(item));
  const left = values.size - keys.filter((key) => values.has(key)).length;
  return html`${keys.map((key) => html`<td role="gridcell">${cellContent(values.get(key))}</td>`)}${
    keysWithout === 0 ? nothing : html`<td role="gridcell" class="muted">${left === 0 ? nothing : `+${left}`}</td>`
  }${haveExtras ? html`<td role="gridcell" class="muted">${extrasOf(item).map(extra)}</td>` : nothing}`;
}

/** "← 2": which items that came in this one was made from; a screen reader says it in words. */
export function pairingMark(item: JsonValue, { input }: ItemFlow): TemplateResult | typeof nothing {
  const pairings = pairingsOf(item);
  if (pairings.length === 0 && input.length === 0) return nothing;
  if (pairings.length === 0)
    return html`<span class="pairing muted" title="Paired with no input item" aria-hidden="true">–</span
      ><span class="unseen">, not paired</span>`;
  const isLost = pairings.some((pairing) => pairing.input === 0 && pairing.item >= input.length);
  const spoken = `from item ${listed(pairings, (pairing) => pairingName(pairing, "of input"))}${isLost ? ", which did not come in" : ""}`;
  return html`<span class=${isLost ? "pairing odd-text" : "pairing"} title=${spoken} aria-hidden="true"
      >← ${listed(pairings, (pairing) => pairingName(pairing, "of"))}</span
    ><span class="unseen">, ${spoken}</span>`;
}

/** For a screen reader: what became of an item that came in. */
export function madeMark(flow: ItemFlow, index: number): TemplateResult {
  const places = madeFrom(flow, index);
  const spoken = places.length === 0 ? "nothing is paired with it" : `to ${listed(places, placeName)}`;
  return html`<span class="unseen">, ${spoken}</span>`;
}

function cellContent(value: JsonValue | undefined): TemplateResult | typeof nothing {
  if (value === undefined) return nothing;
  if (isComposite(value)) return preview(value);
  if (value.kind !== "string" || isMistakable(value.value)) return valueLine(value);
  const shown = cut(value.value, maxCellUnits);
  return html`<bdi class="string">${visibleText(shown)}${shown.length < value.value.length ? "…" : nothing}</bdi>`;
}

/** A string without quotes must not look like another value, nor like none. */
function isMistakable(text: string): boolean {
  return text.length <= maxCellUnits && (text === "" || text.trim() !== text || likeAnotherValue.test(text));
}

const likeAnotherValue = /^(?:["[{].*|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null|NaN|-?Infinity)$/is;

function extra([name, value]: JsonEntry, index: number): TemplateResult {
  const names = name === "binary" && value.kind === "object" ? value.entries.map(([key]) => key) : [];
  return html`${index === 0 ? nothing : ", "}${keyName(name, maxCellUnits)}${
    names.length === 0 ? nothing : html`: ${visibleText(cut(names.join(", "), maxCellUnits))}`
  }`;
}

function pairingName({ item, input }: Pairing, of: string): string {
  return input === 0 ? String(item) : `${item} ${of} ${input}`;
}

function placeName({ list, index }: ItemPlace): string {
  return `${list === "errorItems" ? "error" : "output"} item ${index}`;
}

function listed<Part>(parts: readonly Part[], name: (part: Part) => string): string {
  const left = parts.length - maxNamedPlaces;
  const named = parts.slice(0, maxNamedPlaces).map(name).join(", ");
  return left > 0 ? `${named} and ${count(left, "more", "more")}` : named;
}
