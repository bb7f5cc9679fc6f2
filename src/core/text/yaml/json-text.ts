import type { Node } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import { jsonTextOfScalar } from "./scalar-kind.ts";
import { entriesOf, followAlias, type YamlTree } from "./tree.ts";

/** A value of a workflow file is small; more can only be aliases that contain each other. */
const largestValueLength = 1_000_000;
const deepestNesting = 200;

/**
 * A YAML value as JSON text in Python's dialect, integers and floats kept apart; undefined for one that is
 * nested too deeply or grows too large, as only aliases can make it.
 */
export function jsonTextOf(tree: YamlTree, node: Node | undefined): string | undefined {
  const budget = { left: largestValueLength };
  return writeNode(tree, node, budget, deepestNesting);
}

function writeNode(
  tree: YamlTree,
  node: Node | undefined,
  budget: { left: number },
  depthLeft: number,
): string | undefined {
  if (depthLeft === 0 || budget.left < 0) return undefined;
  const parts: string[] = [];
  if (isMap(node)) {
    for (const { name, value } of entriesOf(tree, node)) {
      const text = writeNode(tree, value, budget, depthLeft - 1);
      if (text === undefined) return undefined;
      parts.push(`${JSON.stringify(name)}: ${text}`);
    }
    return spend(budget, `{${parts.join(", ")}}`);
  }
  if (isSeq(node)) {
    for (const item of node.items) {
      const text = writeNode(tree, followAlias(tree, item), budget, depthLeft - 1);
      if (text === undefined) return undefined;
      parts.push(text);
    }
    return spend(budget, `[${parts.join(", ")}]`);
  }
  return spend(budget, isScalar(node) ? jsonTextOfScalar(node) : "null");
}

function spend(budget: { left: number }, text: string): string | undefined {
  budget.left -= text.length;
  return budget.left < 0 ? undefined : text;
}
