import type { JsonEntry, JsonValue } from "../../../json/json-value.ts";
import { jsonEntries } from "../../../json/make-json.ts";
import { memberOf } from "../../../json/members.ts";

type JsonObject = Extract<JsonValue, { readonly kind: "object" }>;

export type ItemsReading =
  | { readonly kind: "items"; readonly items: readonly JsonObject[] }
  | { readonly kind: "invalid"; readonly message: string; readonly description?: string; readonly itemIndex?: number };

/** What n8n calls an object in the language. */
export type ObjectWord = "object" | "dictionary";

/**
 * Reads what the code returned for all items, after the runner wrote it as JSON; undefined for what JSON leaves out.
 * Source: n8n 2.41.1, executed.
 */
export function readAllItems(result: JsonValue | undefined, word: ObjectWord): ItemsReading {
  const noItems = {
    kind: "invalid",
    message: "Code doesn't return items properly",
    description: `Please return an array of ${plural(word)}, one for each item you would like to output.`,
  } as const;
  if (result?.kind === "object") {
    const isItem = isTruthy(memberOf(result, "json"));
    return checkMembers([isItem ? result : wrapped(result)], word);
  }
  if (result?.kind !== "array") return noItems;
  const items = result.items.filter((item) => item.kind === "object");
  if (items.length < result.items.length) return noItems;
  const keyProblem = items.some(hasReservedKey) ? findKeyProblem(items) : undefined;
  return keyProblem ?? readItemList(items, word);
}

/** Reads what the runner collected, one element for each item that the code returned. */
export function readEachItem(collected: readonly JsonValue[], word: ObjectWord): ItemsReading {
  const items = collected.filter((item) => item.kind === "object");
  return readItemList(items, word);
}

function readItemList(items: readonly JsonObject[], word: ObjectWord): ItemsReading {
  const normalised = normalise(items);
  return normalised ? checkMembers(normalised, word) : { kind: "invalid", message: "Inconsistent item format" };
}

const reservedKeys = ["json", "binary", "pairedItem", "error", "index"];

function hasReservedKey({ entries }: JsonObject): boolean {
  return entries.some(([key]) => reservedKeys.includes(key));
}

function findKeyProblem(items: readonly JsonObject[]): ItemsReading | undefined {
  for (const [itemIndex, { entries }] of items.entries()) {
    const unknown = entries.find(([key]) => !reservedKeys.includes(key));
    if (!unknown) continue;
    const reserved = entries.find(([key]) => reservedKeys.includes(key));
    if (reserved) {
      const description = `An output item contains the reserved key <code>${reserved[0]}</code>. To get around this, please wrap each item in an object, under a key called <code>json</code>. <a href="https://docs.n8n.io/data/data-structure/#data-structure" target="_blank">Example</a>`;
      return { kind: "invalid", message: `Invalid output format [item ${itemIndex}]`, description, itemIndex };
    }
    const message = `Unknown top-level item key: ${unknown[0]} [item ${itemIndex}]`;
    const description = "Access the properties of an item under `.json`, e.g. `item.json`";
    return { kind: "invalid", message, description, itemIndex };
  }
  return undefined;
}

/** Undefined where some are of one form and some of another. */
function normalise(items: readonly JsonObject[]): readonly JsonObject[] | undefined {
  const withJson = items.filter((item) => memberOf(item, "json") !== undefined).length;
  if (withJson === items.length) return items;
  const withBinary = items.filter((item) => memberOf(item, "binary") !== undefined).length;
  if (withJson > 0 || (withBinary > 0 && withBinary < items.length)) return undefined;
  return withBinary > 0 ? items.map(besideBinary) : items.map(wrapped);
}

/** What the old Function node returned, as a list of items; undefined where some are of one form and some of another. */
export function normaliseList(result: JsonValue): readonly JsonValue[] | undefined {
  if (result.kind === "object") return [isTruthy(memberOf(result, "json")) ? result : wrapped(result)];
  if (result.kind !== "array") return undefined;
  const objects = result.items.filter((item) => item.kind === "object");
  if (objects.length === result.items.length) return normalise(objects);
  const isMixed = objects.some((item) => memberOf(item, "json") ?? memberOf(item, "binary"));
  return isMixed ? undefined : result.items.map((json) => objectOf([["json", json]]));
}

function besideBinary({ entries }: JsonObject): JsonObject {
  const json = jsonEntries(entries.filter(([key]) => key !== "binary"));
  return objectOf([["json", json], ...entries.filter(([key]) => key === "binary")]);
}

function checkMembers(items: readonly JsonObject[], word: ObjectWord): ItemsReading {
  for (const [itemIndex, item] of items.entries()) {
    for (const key of ["json", "binary"]) {
      const value = memberOf(item, key);
      if (value?.kind === "object" || (key === "binary" && value === undefined)) continue;
      const message = `A '${key}' property isn't ${word === "object" ? "an object" : "a dictionary"} [item ${itemIndex}]`;
      const description = `In the returned data, every key named '${key}' must point to ${word === "object" ? "an object" : "a dictionary"}.`;
      return { kind: "invalid", message, description, itemIndex };
    }
  }
  return { kind: "items", items };
}

function wrapped(json: JsonObject): JsonObject {
  return objectOf([["json", json]]);
}

function objectOf(entries: readonly JsonEntry[]): JsonObject {
  return { kind: "object", entries };
}

function plural(word: ObjectWord): string {
  return word === "object" ? "objects" : "dictionaries";
}

export function numberIn(value: JsonValue | undefined, name: string): number | undefined {
  const number = memberOf(value, name);
  return number?.kind === "int" ? Number(number.digits) : undefined;
}

/** As JavaScript sees the value. */
export function isTruthy(value: JsonValue | undefined): boolean {
  switch (value?.kind) {
    case undefined:
    case "null":
      return false;
    case "boolean":
      return value.value;
    case "int":
      return !/^-?0+$/.test(value.digits);
    case "float":
      return Number(value.text) !== 0 && value.text !== "NaN";
    case "string":
      return value.value !== "";
    case "array":
    case "object":
      return true;
  }
}
