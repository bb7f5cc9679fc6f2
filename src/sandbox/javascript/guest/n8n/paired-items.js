// Which item of an earlier node an item came from, followed back from node to node.
import { platformError } from "../harness/platform-error.js";

const { isArray } = Array;

/** The item of the node `destination` from which item `itemIndex` of this node's input came; throws as n8n does. */
export function findPairedItem(nodes, source, itemIndex, destination) {
  if (!source) throw noPath();
  const item = nodes.get(source.node)?.outputs?.[source.output]?.[itemIndex];
  if (source.node === destination) return item ?? null;
  const known = nodes.get(source.node);
  if (!item || item.pairedItem === undefined || item.pairedItem === null) throw unavailable(source.node);
  const pairs = isArray(item.pairedItem) ? item.pairedItem : [item.pairedItem];
  const found = new Set();
  for (const pair of pairs) {
    const { item: index, input = 0 } = typeof pair === "number" ? { item: pair } : pair;
    const next = known.sources[input];
    if (!next) throw noPath();
    found.add(findPairedItem(nodes, next, index, destination));
  }
  if (found.size > 1) throw platformError("Multiple matches");
  const [only] = found;
  if (!only) throw unavailable(source.node);
  return only;
}

const noPath = () => platformError("Invalid expression", "No path back to referenced node");

const unavailable = (name) =>
  platformError(
    `Paired item data for item from node '${name}' is unavailable. Ensure '${name}' is providing the required output.`,
  );
