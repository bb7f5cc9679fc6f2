import type { JsonValue } from "../json/json-value.ts";
import { memberOf } from "../json/members.ts";

/** Which item that came in an item was made from; both count from 0. */
export interface Pairing {
  readonly item: number;
  /** The node's input; a Code node has one, number 0. */
  readonly input: number;
}

/** An item's `pairedItem`: a number, `{item, input?}`, or a list of those; what is neither is left out. */
export function pairingsOf(item: JsonValue): readonly Pairing[] {
  const paired = memberOf(item, "pairedItem");
  if (paired === undefined) return [];
  return (paired.kind === "array" ? paired.items : [paired]).flatMap(pairing);
}

function pairing(value: JsonValue): readonly Pairing[] {
  const item = indexOf(value) ?? indexOf(memberOf(value, "item"));
  return item === undefined ? [] : [{ item, input: indexOf(memberOf(value, "input")) ?? 0 }];
}

function indexOf(value: JsonValue | undefined): number | undefined {
  const index =
    value?.kind === "int" ? Number(value.digits) : value?.kind === "float" ? Number(value.text) : Number.NaN;
  return Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}
