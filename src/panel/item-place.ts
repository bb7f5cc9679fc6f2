import type { ItemFlow, ItemOutput } from "../core/run/items.ts";
import { pairingsOf } from "../core/run/pairing.ts";

/** Where an item stands in what a run took and gave. */
export interface ItemPlace {
  readonly list: ItemListName;
  /** From 0, as the platform counts. */
  readonly index: number;
}

export type ItemListName = "input" | ItemOutput["name"];

export function samePlace(left: ItemPlace, right: ItemPlace): boolean {
  return left.list === right.list && left.index === right.index;
}

/** The items that an item was made from, or that were made from it. */
export function pairedPlaces(flow: ItemFlow, { list, index }: ItemPlace): readonly ItemPlace[] {
  if (list === "input") return madeFrom(flow, index);
  const item = flow.outputs.find(({ name }) => name === list)?.items[index];
  if (item === undefined) return [];
  return pairingsOf(item).flatMap(({ item, input }) => (input === 0 ? [{ list: "input", index: item } as const] : []));
}

/** What was made from an item that came in, output for output. */
export function madeFrom(flow: ItemFlow, inputIndex: number): readonly ItemPlace[] {
  let known = placesByInput.get(flow);
  if (known === undefined) {
    known = byInput(flow);
    placesByInput.set(flow, known);
  }
  return known.get(inputIndex) ?? [];
}

/** Reports do not change, so that thousands of items are gone through once. */
const placesByInput = new WeakMap<ItemFlow, ReadonlyMap<number, readonly ItemPlace[]>>();

function byInput({ outputs }: ItemFlow): ReadonlyMap<number, readonly ItemPlace[]> {
  const all = new Map<number, ItemPlace[]>();
  for (const { name, items } of outputs) {
    for (const [index, made] of items.entries()) {
      const indexes = pairingsOf(made).flatMap(({ item, input }) => (input === 0 ? [item] : []));
      for (const item of new Set(indexes)) {
        const places = all.get(item);
        if (places) places.push({ list: name, index });
        else all.set(item, [{ list: name, index }]);
      }
    }
  }
  return all;
}
