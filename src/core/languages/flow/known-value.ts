import type { OffsetRange } from "../../text/offset-range.ts";
import type { ReturnedKey, ReturnedValue } from "../code-facts.ts";
import type { Value } from "./steps.ts";

/** What is known of a value at one point of the flow. */
export type Known =
  | { readonly kind: "unknown" }
  | { readonly kind: "nothing" }
  | { readonly kind: "not-an-object"; readonly description: string }
  | { readonly kind: "object"; readonly keys: ReadonlyMap<string, KnownKey>; readonly complete: boolean };

type KnownObject = Extract<Known, { kind: "object" }>;

interface KnownKey {
  readonly range: OffsetRange;
  readonly presence: ReturnedKey["presence"];
  /** The offsets of all places that may have added it. */
  readonly sites: readonly number[];
}

/** What each local holds; one that is absent is unknown. */
export type Locals = ReadonlyMap<string, Known>;

const unknown = { kind: "unknown" } as const satisfies Known;
const emptyObject: KnownObject = { kind: "object", keys: new Map(), complete: true };

export function evaluate(value: Value, locals: Locals): Known {
  switch (value.kind) {
    case "local":
      return locals.get(value.name) ?? unknown;
    case "choice":
      return value.options.map((option) => evaluate(option.value, locals)).reduce(mergeKnown);
    case "object": {
      let object = emptyObject;
      for (const part of value.parts) {
        if (part.kind === "key") object = withKey(object, part.name, part.range);
        else if (part.kind === "unknown-keys") object = { ...object, complete: false };
        else object = withAll(object, evaluate(part.value, locals));
      }
      return object;
    }
    default:
      return value;
  }
}

export function withKey(object: KnownObject, name: string, range: OffsetRange): KnownObject {
  return { ...object, keys: new Map(object.keys).set(name, { range, presence: "always", sites: [range.start] }) };
}

/** A key that may have been there leaves it unclear what is left. */
export function withoutKey(object: KnownObject, name: string): KnownObject {
  const keys = new Map(object.keys);
  keys.delete(name);
  return { ...object, keys };
}

export function withAll(object: KnownObject, added: Known): KnownObject {
  // Spreading None raises, spreading undefined adds nothing: neither adds a key.
  if (added.kind === "nothing") return object;
  if (added.kind !== "object") return { ...object, complete: false };
  const keys = new Map(object.keys);
  for (const [name, key] of added.keys) {
    const present = keys.get(name);
    const sites = joinSites(present?.sites ?? [], key.sites);
    if (!present || key.presence === "always") keys.set(name, key);
    else if (present.presence !== "always") keys.set(name, { ...present, presence: "unknown", sites });
  }
  return { kind: "object", keys, complete: object.complete && added.complete };
}

export function mergeLocals(left: Locals, right: Locals): Locals {
  if (left === right) return left;
  const merged = new Map<string, Known>();
  for (const [name, known] of left) {
    const other = right.get(name);
    if (other) merged.set(name, mergeKnown(known, other));
  }
  return merged;
}

function mergeKnown(left: Known, right: Known): Known {
  if (left === right) return left;
  if (left.kind === "object" && right.kind === "object") return mergeObjects(left, right);
  if (left.kind === "nothing" && right.kind === "nothing") return left;
  if (left.kind === "not-an-object" && right.kind === "not-an-object" && left.description === right.description)
    return left;
  return unknown;
}

function mergeObjects(left: KnownObject, right: KnownObject): KnownObject {
  const keys = new Map<string, KnownKey>();
  for (const name of new Set([...left.keys.keys(), ...right.keys.keys()])) {
    const here = left.keys.get(name);
    const there = right.keys.get(name);
    const shown = (here ?? there) as KnownKey;
    const sites = joinSites(here?.sites ?? [], there?.sites ?? []);
    keys.set(name, { range: shown.range, presence: mergePresence(left, right, name, sites), sites });
  }
  return { kind: "object", keys, complete: left.complete && right.complete };
}

/** Keys added at several places may cover all paths between them, so only one place makes "sometimes" certain. */
function mergePresence(
  left: KnownObject,
  right: KnownObject,
  name: string,
  sites: readonly number[],
): KnownKey["presence"] {
  const here = left.keys.get(name)?.presence ?? (left.complete ? "absent" : "unknown");
  const there = right.keys.get(name)?.presence ?? (right.complete ? "absent" : "unknown");
  if (here === "always" && there === "always") return "always";
  if (here === "unknown" || there === "unknown") return "unknown";
  return sites.length === 1 ? "sometimes" : "unknown";
}

function joinSites(left: readonly number[], right: readonly number[]): readonly number[] {
  return [...new Set([...left, ...right])];
}

/** Whether and how often a loop did it cannot be known. */
export function withUncertainKey(known: Known, name: string, range: OffsetRange): Known {
  if (known.kind !== "object") return unknown;
  const present = known.keys.get(name);
  if (present?.presence === "always") return known;
  const sites = joinSites(present?.sites ?? [], [range.start]);
  const key: KnownKey = { range: present?.range ?? range, presence: "unknown", sites };
  return { ...known, keys: new Map(known.keys).set(name, key) };
}

export function withUncertainRemoval(known: Known, name: string): Known {
  return known.kind === "object" ? { ...withoutKey(known, name), complete: false } : unknown;
}

export function returnedValue(known: Known): ReturnedValue {
  if (known.kind !== "object") return known;
  const keys = [...known.keys].map(([name, { range, presence }]) => ({ name, range, presence }));
  return { kind: "object", keys, complete: known.complete };
}
