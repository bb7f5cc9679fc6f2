import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JsonValue } from "../core/json/json-value.ts";
import { countCodePoints, cut, visiblePieces } from "../core/text/visible-text.ts";
import { count } from "./quantity.ts";

type Composite = Extract<JsonValue, { readonly kind: "array" | "object" }>;

/** A string of more UTF-16 units than this, or of several lines, is folded. */
const maxInlineUnits = 160;
const maxPreviewUnits = 28;
const maxPreviewParts = 4;
const minCountedUnits = 32;

export function isComposite(value: JsonValue): value is Composite {
  return value.kind === "array" || value.kind === "object";
}

export function sizeOf(value: Composite): number {
  return value.kind === "array" ? value.items.length : value.entries.length;
}

/** Whether there is more to a value than its one line shows. */
export function isFoldable(value: JsonValue): boolean {
  const text = wholeText(value);
  if (text !== undefined) return text.length > maxInlineUnits || text.includes("\n");
  return isComposite(value) && sizeOf(value) > 0;
}

/** What is there to read of a string or a number, which may both be huge. */
export function wholeText(value: JsonValue): string | undefined {
  if (value.kind === "string") return value.value;
  if (value.kind === "int") return value.digits;
  return value.kind === "float" ? value.text : undefined;
}

/** A value in one line: whole if it is a scalar, else its beginning and its size. */
export function valueLine(value: JsonValue): TemplateResult {
  switch (value.kind) {
    case "string":
      return stringLine(value);
    case "array":
    case "object":
      return html`${preview(value)}${sizeOf(value) === 0 ? nothing : html` <span class="muted">${sizeText(value)}</span>`}`;
    default:
      return scalar(value);
  }
}

/** "5 keys", "2 elements", "1,234 characters", "400 digits". */
export function sizeText(value: JsonValue): string {
  switch (value.kind) {
    case "array":
      return count(value.items.length, "element");
    case "object":
      return count(value.entries.length, "key");
    case "string":
      return count(countCodePoints(value.value), "character");
    case "int":
      return count(value.digits.replace("-", "").length, "digit");
    default:
      return count(wholeText(value)?.length ?? 0, "character");
  }
}

/** Text that came from the user's code: shown as it is, but nothing in it stays invisible. */
export function visibleText(
  text: string,
  lineEnds: "spelled" | "kept" = "spelled",
): readonly (TemplateResult | string)[] {
  return visiblePieces(text, lineEnds).map((piece) =>
    piece.kind === "plain" ? piece.text : html`<span class="spelled">${piece.text}</span>`,
  );
}

/** The beginning of what an array or an object holds, in one line. */
export function preview(value: Composite): TemplateResult {
  const more = sizeOf(value) > maxPreviewParts ? ", …" : nothing;
  if (value.kind === "array") {
    const items = value.items.slice(0, maxPreviewParts).map((item, index) => html`${separator(index)}${part(item)}`);
    return html`<span class="preview">[${items}${more}]</span>`;
  }
  const entries = value.entries
    .slice(0, maxPreviewParts)
    .map(([name, item], index) => html`${separator(index)}${keyName(name, maxPreviewUnits)}: ${part(item)}`);
  return html`<span class="preview">{${entries}${more}}</span>`;
}

function scalar(value: Exclude<JsonValue, Composite | { readonly kind: "string" }>): TemplateResult {
  switch (value.kind) {
    case "null":
      return html`<span class="keyword">null</span>`;
    case "boolean":
      return html`<span class="keyword">${String(value.value)}</span>`;
    case "int":
      return number(value, value.digits);
    case "float":
      return number(value, value.text);
  }
}

function number(value: JsonValue, text: string): TemplateResult {
  if (text.length <= maxInlineUnits) return html`<span class="number">${text}</span>`;
  return html`<span class="number">${cut(text, maxInlineUnits)}…</span> <span class="muted">${sizeText(value)}</span>`;
}

function stringLine(value: Extract<JsonValue, { readonly kind: "string" }>): TemplateResult {
  const text = value.value;
  const shown = cut(text, maxInlineUnits);
  const size = text.length < minCountedUnits ? nothing : html` <span class="muted">${sizeText(value)}</span>`;
  return html`${quoted(shown, shown.length < text.length)}${size}`;
}

function quoted(shown: string, isCut: boolean): TemplateResult {
  return html`<bdi class="string">"${visibleText(shown)}${isCut ? "…" : nothing}"</bdi>`;
}

/** An object's key, cut when it is absurdly long. */
export function keyName(name: string, maxUnits = 400): TemplateResult {
  const shown = cut(name, maxUnits);
  return html`<bdi class="key">${shown === "" ? '""' : visibleText(shown)}${shown.length < name.length ? "…" : nothing}</bdi>`;
}

function separator(index: number): string {
  return index === 0 ? "" : ", ";
}

function part(value: JsonValue): TemplateResult {
  switch (value.kind) {
    case "string": {
      const shown = cut(value.value, maxPreviewUnits);
      return quoted(shown, shown.length < value.value.length);
    }
    case "array":
      return sizeOf(value) === 0 ? html`[]` : html`[…]`;
    case "object":
      return sizeOf(value) === 0 ? html`{}` : html`{…}`;
    default:
      return scalar(value);
  }
}
