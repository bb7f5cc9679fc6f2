import type { OffsetRange } from "../../text/offset-range.ts";
import type { ReturnedKey, ReturnedKeys, ReturnedValue, ValueKind } from "../code-facts.ts";
import { type AloneRule, type NameNumbers, SharedMap } from "./shared-map.ts";
import type { Value } from "./steps.ts";

/** What is known of a value at one point of the flow. */
export type Known =
  | { readonly kind: "unknown" }
  | { readonly kind: "nothing" }
  | { readonly kind: "not-an-object"; readonly of: ValueKind }
  | { readonly kind: "object"; readonly keys: SharedMap<KnownKey>; readonly complete: boolean };

type KnownObject = Extract<Known, { kind: "object" }>;

interface KnownKey {
  readonly range: OffsetRange;
  readonly presence: ReturnedKey["presence"];
  /** The offset of the only place that may have added it, or that there are several. */
  readonly site: number | "several";
}

/** What each local holds; one that is absent is unknown. */
export type Locals = SharedMap<Known>;

const unknown = { kind: "unknown" } as const satisfies Known;

export function evaluate(value: Value, locals: Locals, numbers: NameNumbers): Known {
  switch (value.kind) {
    case "local":
      return locals.get(value.name) ?? unknown;
    case "choice":
      return value.options.map((option) => evaluate(option.value, locals, numbers)).reduce(mergeKnown);
    case "object": {
      let object: KnownObject = { kind: "object", keys: SharedMap.empty(numbers), complete: true };
      for (const part of value.parts) {
        if (part.kind === "key") object = withKey(object, part.name, part.range);
        else if (part.kind === "unknown-keys") object = { ...object, complete: false };
        else object = withAll(object, evaluate(part.value, locals, numbers));
      }
      return object;
    }
    default:
      return value;
  }
}

export function withKey(object: KnownObject, name: string, range: OffsetRange): KnownObject {
  return { ...object, keys: object.keys.with(name, { range, presence: "always", site: range.start }) };
}

/** A key that may have been there leaves it unclear what is left. */
export function withoutKey(object: KnownObject, name: string): KnownObject {
  return { ...object, keys: object.keys.without(name) };
}

export function withAll(object: KnownObject, added: Known): KnownObject {
  // Spreading None raises, spreading undefined adds nothing: neither adds a key.
  if (added.kind === "nothing") return object;
  if (added.kind !== "object") return { ...object, complete: false };
  const join = (present: KnownKey, key: KnownKey): KnownKey => {
    if (key.presence === "always") return key;
    if (present.presence === "always") return present;
    return { ...present, presence: "unknown", site: joinSites(present, key) };
  };
  const keys = object.keys.joined(added.keys, join, "stays");
  return { kind: "object", keys, complete: object.complete && added.complete };
}

export function mergeLocals(left: Locals, right: Locals): Locals {
  return left.joined(right, mergeKnown, "goes");
}

/** The same, where it is `right` that was joined with `left` before. */
export function mergeIntoLocals(left: Locals, right: Locals): Locals {
  return right.joined(left, (there, here) => mergeKnown(here, there), "goes");
}

function mergeKnown(left: Known, right: Known): Known {
  if (left === right) return left;
  if (left.kind === "object" && right.kind === "object") return mergeObjects(left, right);
  if (left.kind === "nothing" && right.kind === "nothing") return left;
  if (left.kind === "not-an-object" && right.kind === "not-an-object" && left.of === right.of) return left;
  return unknown;
}

function mergeObjects(left: KnownObject, right: KnownObject): KnownObject {
  const keys = left.keys.joined(right.keys, mergeKeys, { here: besideOf(right), there: besideOf(left) });
  const complete = left.complete && right.complete;
  return keys === left.keys && complete === left.complete ? left : { kind: "object", keys, complete };
}

/** Keys added at several places may cover all paths between them, so only one place makes "sometimes" certain. */
function mergeKeys(here: KnownKey, there: KnownKey): KnownKey {
  const site = joinSites(here, there);
  const both = new Set([here.presence, there.presence]);
  const isUnknown = both.has("unknown") || (both.has("sometimes") && site === "several");
  const presence = isUnknown ? "unknown" : both.has("sometimes") ? "sometimes" : "always";
  return here.presence === presence && here.site === site ? here : { range: here.range, presence, site };
}

/** What becomes of a key that the other object has not, or may have. */
function besideOf({ complete }: KnownObject): AloneRule<KnownKey> {
  return complete ? besideComplete : besideIncomplete;
}

const besideComplete: AloneRule<KnownKey> = {
  change: (key) =>
    key.presence === "always" ? { ...key, presence: key.site === "several" ? "unknown" : "sometimes" } : key,
  known: new WeakMap(),
};

const besideIncomplete: AloneRule<KnownKey> = {
  change: (key) => (key.presence === "unknown" ? key : { ...key, presence: "unknown" }),
  known: new WeakMap(),
};

function joinSites(left: KnownKey, right: KnownKey): KnownKey["site"] {
  return left.site === right.site ? left.site : "several";
}

/** Whether and how often a loop did it cannot be known. */
export function withUncertainKey(known: Known, name: string, range: OffsetRange): Known {
  if (known.kind !== "object") return unknown;
  const present = known.keys.get(name);
  if (present?.presence === "always") return known;
  const site = present && present.site !== range.start ? "several" : range.start;
  const key: KnownKey = { range: present?.range ?? range, presence: "unknown", site };
  return { ...known, keys: known.keys.with(name, key) };
}

export function withUncertainRemoval(known: Known, name: string): Known {
  return known.kind === "object" ? { ...withoutKey(known, name), complete: false } : unknown;
}

const returnedValues = new WeakMap<KnownObject, ReturnedValue>();

/** The same for the same object, however often it is returned. */
export function returnedValue(known: Known): ReturnedValue {
  if (known.kind !== "object") return known;
  const made = returnedValues.get(known);
  if (made) return made;
  const value: ReturnedValue = { kind: "object", keys: returnedKeys(known.keys), complete: known.complete };
  returnedValues.set(known, value);
  return value;
}

function returnedKeys(keys: SharedMap<KnownKey>): ReturnedKeys {
  return {
    get: (name) => {
      const key = keys.get(name);
      return key && returnedKey(name, key);
    },
    all: () => [...keys.entries()].map(([name, key]) => returnedKey(name, key)),
    unseen: (seen) => [...keys.unseen(seen)].map(([name, key]) => returnedKey(name, key)),
  };
}

function returnedKey(name: string, { range, presence }: KnownKey): ReturnedKey {
  return { name, range, presence };
}
