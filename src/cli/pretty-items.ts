import type { JsonValue } from "../core/json/json-value.ts";
import { memberOf } from "../core/json/members.ts";
import { writeJson } from "../core/json/write-json.ts";
import type { ItemFlow, ItemOutput } from "../core/run/items.ts";
import { type Pairing, pairingsOf } from "../core/run/pairing.ts";
import { brief } from "./brief.ts";
import { line, paint, type TerminalText } from "./terminal-text.ts";

const maxItems = 5;
const maxNamedPairings = 3;

/** The items of each output for a terminal: the first of them as lines of JSON, each with what it was made from. */
export function itemRows({ input, outputs }: ItemFlow): TerminalText[] {
  const cameIn = paint("grey", `(${itemCount(input)} came in)`);
  return outputs.flatMap(({ name, items }, index) => {
    const title = line`  ${outputTitle(name)} · ${itemCount(items)}${index === 0 ? line` ${cameIn}` : ""}`;
    const width = String(Math.min(items.length, maxItems) - 1).length;
    const rows = items.slice(0, maxItems).map((item, at) => itemRow(item, String(at).padStart(width)));
    const left = items.length - maxItems;
    return [title, ...rows, ...(left > 0 ? [paint("grey", `    … and ${left} more`)] : [])];
  });
}

/** "3 items", and "2 error items" when the error output has any. */
export function itemCounts({ outputs }: ItemFlow): string[] {
  return outputs
    .filter(({ name, items }) => name === "items" || items.length > 0)
    .map(({ name, items }) => (name === "items" ? itemCount(items) : itemCount(items, "error item")));
}

function itemRow(item: JsonValue, index: string): TerminalText {
  const extras = item.kind === "object" ? item.entries.map(([key]) => key).filter(isExtra) : [];
  const beside = extras.length > 0 ? paint("yellow", ` + ${extras.join(", ")}`) : "";
  const pairings = pairingsOf(item);
  const from = pairings.length > 0 ? paint("grey", ` ← ${pairingNames(pairings)}`) : "";
  return line`    ${paint("grey", index)} ${brief(writeJson(memberOf(item, "json") ?? item))}${beside}${from}`;
}

function isExtra(key: string): boolean {
  return key !== "json" && key !== "pairedItem";
}

function pairingNames(pairings: readonly Pairing[]): string {
  const left = pairings.length - maxNamedPairings;
  const named = pairings
    .slice(0, maxNamedPairings)
    .map(({ item, input }) => (input === 0 ? String(item) : `${item} of ${input}`))
    .join(", ");
  return left > 0 ? `${named} and ${left} more` : named;
}

function outputTitle(name: ItemOutput["name"]): string | TerminalText {
  return name === "items" ? "Output" : paint("yellow", "Error branch");
}

function itemCount(items: readonly JsonValue[], one = "item"): string {
  return `${items.length} ${one}${items.length === 1 ? "" : "s"}`;
}
