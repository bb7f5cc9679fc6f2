import type { N8nItem } from "./python-vectors.ts";

/** What n8n makes of what its Python runner hands over, read straight from the facts: a second opinion for tests. */
export type JudgedItems =
  | { readonly kind: "items"; readonly items: readonly N8nItem[] }
  | { readonly kind: "error"; readonly message: string; readonly description?: string };

type Members = Readonly<Record<string, unknown>>;

const reserved = ["json", "binary", "pairedItem", "error", "index"];
const notItems: JudgedItems = {
  kind: "error",
  message: "Code doesn't return items properly",
  description: "Please return an array of dictionaries, one for each item you would like to output.",
};

export function judgeItems(result: unknown, inputCount: number): JudgedItems {
  if (result === null) return { kind: "error", message: "Cannot read properties of null (reading 'json')" };
  if (typeof result !== "object") return notItems;
  const items = Array.isArray(result) ? normaliseList(result) : [isSet(result, "json") ? result : { json: result }];
  if (isError(items)) return items;
  return badMember(items) ?? { kind: "items", items: pair(items, inputCount) };
}

function normaliseList(result: readonly unknown[]): readonly Members[] | JudgedItems {
  if (!result.every(isMembers)) return notItems;
  if (result.some((item) => reserved.some((key) => key in item))) {
    for (const [index, item] of result.entries()) {
      const unknown = Object.keys(item).find((key) => !reserved.includes(key));
      const known = Object.keys(item).find((key) => reserved.includes(key));
      if (unknown === undefined) continue;
      if (known === undefined) return unknownKey(unknown, index);
      return reservedKey(known, index);
    }
  }
  const count = (key: string) => result.filter((item) => key in item).length;
  if (count("json") === result.length) return result;
  if (count("json") > 0) return { kind: "error", message: "Inconsistent item format" };
  if (count("binary") === 0) return result.map((json) => ({ json }));
  if (count("binary") < result.length) return { kind: "error", message: "Inconsistent item format" };
  return result.map(({ binary, ...json }) => ({ json, binary }));
}

function unknownKey(key: string, index: number): JudgedItems {
  const description = "Access the properties of an item under `.json`, e.g. `item.json`";
  return { kind: "error", message: `Unknown top-level item key: ${key} [item ${index}]`, description };
}

function reservedKey(key: string, index: number): JudgedItems {
  const description = `An output item contains the reserved key <code>${key}</code>. To get around this, please wrap each item in an object, under a key called <code>json</code>. <a href="https://docs.n8n.io/data/data-structure/#data-structure" target="_blank">Example</a>`;
  return { kind: "error", message: `Invalid output format [item ${index}]`, description };
}

function badMember(items: readonly Members[]): JudgedItems | undefined {
  for (const [index, item] of items.entries()) {
    for (const key of ["json", "binary"]) {
      if ((key === "binary" && !(key in item)) || isMembers(item[key])) continue;
      return {
        kind: "error",
        message: `A '${key}' property isn't a dictionary [item ${index}]`,
        description: `In the returned data, every key named '${key}' must point to a dictionary.`,
      };
    }
  }
  return undefined;
}

function pair(items: readonly Members[], inputCount: number): readonly N8nItem[] {
  const single = inputCount === 1 || items.length === 1;
  if (!single && items.length !== inputCount) return items;
  return items.map((item, index) =>
    "pairedItem" in item ? item : { ...item, pairedItem: { item: single ? 0 : index } },
  );
}

function isError(items: readonly Members[] | JudgedItems): items is JudgedItems {
  return "kind" in items;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSet(value: object, key: string): value is Members {
  return Boolean((value as Members)[key]);
}
