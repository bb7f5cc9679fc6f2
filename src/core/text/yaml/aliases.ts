import { type Alias, type Document, isAlias, type Node, visit } from "yaml";
import { type OffsetRange, offsetRange } from "../offset-range.ts";

/** Where the aliases of a document lead. */
export interface Aliases {
  /** The node that an alias stands for; undefined for one without its anchor, and for one that is not followed. */
  target(alias: Alias): Node | undefined;
  /** Those that are not followed, in the order of the document. */
  readonly unfollowed: readonly UnfollowedAlias[];
}

/** "too-much": all aliases before it stand for as much as may be read already. "itself": it stands inside its anchor. */
export interface UnfollowedAlias {
  readonly name: string;
  readonly reason: "too-much" | "itself";
  readonly range: OffsetRange;
}

/** What all aliases of a file stand for may be as long as the file itself and this together, in UTF-16 units. */
const usualExpansion = 200_000;

export const noAliases: Aliases = { target: () => undefined, unfollowed: [] };

/**
 * Decides, alias by alias in the order of the document, which ones are followed: who follows them reads no more than a
 * bound that grows with the text.
 */
export function readAliases(document: Document, text: string): Aliases {
  const anchors = new Map<string, Node[]>();
  const aliases: Alias[] = [];
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) aliases.push(node);
      else if ("anchor" in node && node.anchor) {
        const known = anchors.get(node.anchor);
        if (known) known.push(node);
        else anchors.set(node.anchor, [node]);
      }
    },
  });
  const unfollowed: UnfollowedAlias[] = [];
  const targets = new Map<Alias, Node>();
  const starts = aliases.map((alias) => rangeOf(alias).start);
  // What the first n aliases stand for, those inside of what they stand for included.
  const lengths = [0];
  for (const alias of aliases) {
    const range = rangeOf(alias);
    const before = lengths.at(-1) as number;
    const target = lastBefore(anchors.get(alias.source) ?? [], range.start);
    const place = target && rangeOf(target);
    const isInside = place !== undefined && place.end > range.start;
    const length = place && !isInside ? place.end - place.start + lengthsWithin(lengths, starts, place) : 0;
    const isTooMuch = before + length > text.length + usualExpansion;
    if (isInside || isTooMuch) {
      unfollowed.push({ name: alias.source, reason: isInside ? "itself" : "too-much", range });
      lengths.push(before);
    } else {
      if (target) targets.set(alias, target);
      lengths.push(before + length);
    }
  }
  return { target: (alias) => targets.get(alias), unfollowed };
}

/** An anchor's name may be given again; the one before the alias counts. */
function lastBefore(anchored: readonly Node[], offset: number): Node | undefined {
  return anchored[countBefore(anchored.length, (index) => rangeOf(anchored[index] as Node).start, offset) - 1];
}

function lengthsWithin(lengths: readonly number[], starts: readonly number[], { start, end }: OffsetRange): number {
  const startOf = (index: number) => starts[index] as number;
  const first = countBefore(starts.length, startOf, start);
  const last = countBefore(starts.length, startOf, end);
  return (lengths[last] as number) - (lengths[first] as number);
}

/** How many of the places, which are in order, lie before an offset. */
function countBefore(count: number, placeOf: (index: number) => number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rangeOf(node: Node): OffsetRange {
  const [start, end] = node.range ?? [0, 0];
  return offsetRange(start, end);
}
