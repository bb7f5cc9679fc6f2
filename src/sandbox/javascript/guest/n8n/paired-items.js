// Which item of an earlier node an item came from, followed back from node to node. Source: n8n 2.41.1, executed.
import { platformError } from "../harness/platform-error.js";

const { isArray } = Array;

/**
 * The item of the node `destination` from which item `itemIndex` of this node's input came; throws as n8n does, which
 * calls what the code has used by the name `method`.
 */
export function findPairedItem(nodes, source, itemIndex, destination, method) {
  if (!source) throw noPath();
  const known = nodes.get(source.node);
  const item = known?.outputs?.[source.output]?.[itemIndex];
  if (source.node === destination) {
    if (!item && known?.isPinned) throw unavailable(known, method);
    return item ?? null;
  }
  if (!item || item.pairedItem === undefined || item.pairedItem === null)
    throw unavailable(known ?? { name: source.node }, method);
  const pairs = isArray(item.pairedItem) ? item.pairedItem : [item.pairedItem];
  const found = new Set();
  for (const pair of pairs) {
    const { item: index, input = 0 } = typeof pair === "number" ? { item: pair } : pair;
    const next = known.sources[input];
    if (!next) throw noPath();
    found.add(findPairedItem(nodes, next, index, destination, method));
  }
  if (found.size > 1) {
    const isPinned = nodes.get(destination)?.isPinned;
    throw platformError(isPinned ? `Unpin '${destination}' to execute` : "Multiple matches");
  }
  const [only] = found;
  if (!only) throw unavailable(known, method);
  return only;
}

/** The node's input has no such item. */
export const beyondInput = (destination, own) =>
  platformError(
    "Can’t get data",
    `Some intermediate nodes between ‘<strong>${destination}</strong>‘ and  ‘<strong>${own}</strong>‘ have not executed yet.`,
  );

const noPath = () => platformError("Invalid expression", "No path back to referenced node");

const unavailable = ({ name, isPinned }, method) =>
  platformError(
    isPinned
      ? `Using the ${method} method doesn't work with pinned data in this scenario. Please unpin '${name}' and try again.`
      : `Paired item data for item from node '${name}' is unavailable. Ensure '${name}' is providing the required output.`,
  );
