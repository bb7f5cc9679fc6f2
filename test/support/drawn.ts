/**
 * Of many alike, each of which takes long, the share that the run's seed draws: in CI another one for each commit.
 * `CODE_NODES_DRAWS=all` takes all of them.
 */
export function drawn<Item>(all: Iterable<Item>, share: number): readonly Item[] {
  const items = [...all];
  const { CODE_NODES_SEED: seed = "1", CODE_NODES_DRAWS: draws } = process.env;
  if (draws === "all") return items;
  return items.filter((_, index) => chance(Number(seed) + index * 0x9e3779b9) < share);
}

/** A number from 0 to 1 that only the given one decides. Source: the mixing step of MurmurHash3. */
function chance(number: number): number {
  let mixed = number | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
