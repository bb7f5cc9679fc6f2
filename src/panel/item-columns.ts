import type { JsonEntry, JsonValue } from "../core/json/json-value.ts";
import { memberOf } from "../core/json/members.ts";

export interface ItemColumns {
  /** Keys of the items' json, in order of appearance. */
  readonly keys: readonly string[];
  /** How many more keys there are than have a column. */
  readonly keysWithout: number;
  /** Whether an item has more than its json and its pairing: binary data, an error. */
  readonly haveExtras: boolean;
}

const maxColumns = 12;

export function columnsOf(items: readonly JsonValue[]): ItemColumns {
  let columns = known.get(items);
  if (columns === undefined) {
    const keys = new Set(items.flatMap((item) => jsonEntriesOf(item).map(([key]) => key)));
    columns = {
      keys: [...keys].slice(0, maxColumns),
      keysWithout: Math.max(keys.size - maxColumns, 0),
      haveExtras: items.some((item) => extrasOf(item).length > 0),
    };
    known.set(items, columns);
  }
  return columns;
}

/** Reports do not change, so that thousands of items are gone through once. */
const known = new WeakMap<readonly JsonValue[], ItemColumns>();

export function jsonEntriesOf(item: JsonValue): readonly JsonEntry[] {
  const json = memberOf(item, "json");
  return json?.kind === "object" ? json.entries : [];
}

/** What an item has beside its json and its pairing. */
export function extrasOf(item: JsonValue): readonly JsonEntry[] {
  return item.kind === "object" ? item.entries.filter(([key]) => key !== "json" && key !== "pairedItem") : [];
}
