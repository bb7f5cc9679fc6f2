// Files that hold a workflow of Dify where nobody reads one: replies of its API, broken files, a text within a text.
import type { Node } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import type { OffsetRange } from "../../../text/offset-range.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import { entriesOf, followAlias, rangeOfNode, type YamlTree } from "../../../text/yaml/tree.ts";
import type { ReadingProblem } from "../../dialect.ts";
import { wrapperNames, wrapperPath } from "../../wrappers.ts";
import { isCodeNode } from "./read-node.ts";

/** For a text too broken to have a graph: whether it is written as an export is, in blocks or in brackets. */
export function looksLikeExport(text: string): boolean {
  const isInBlocks =
    /^[ \t]*(?:- )?workflow["']?\s*:/m.test(text) &&
    /^[ \t]+graph["']?\s*:/m.test(text) &&
    /^[ \t]+(?:- )?nodes["']?\s*:/m.test(text);
  return (
    isInBlocks ||
    (/\bworkflow["']?\s*:\s*\{/.test(text) && /\bgraph["']?\s*:\s*\{/.test(text) && /\bnodes["']?\s*:\s*\[/.test(text))
  );
}

/** Says where in a sound file the workflow lies; undefined where there is none, or in a place that belongs to others. */
export function misplacedWorkflow(tree: YamlTree): ReadingProblem | undefined {
  const found = findBelow(tree, followAlias(tree, tree.root), []);
  return found && { message: messages[found.kind](found.path), range: found.range ?? offsetRange(0, 1) };
}

type Misplacement = "inside" | "text" | "bare" | "overridden";

const remedy = "Export the workflow from Dify's studio.";

const messages: Readonly<Record<Misplacement, (path: string) => string>> = {
  inside: (path) => `This file holds a workflow at ${path}, and Dify imports none from there. ${remedy}`,
  text: (path) =>
    `This file holds a workflow as one string at ${path}, and Dify imports none from there. Save that string as a file of its own, or export the workflow from Dify's studio.`,
  bare: (path) =>
    `This file holds the nodes of a workflow at ${path}, and Dify imports them only from the mapping "graph" of the mapping "workflow". ${remedy}`,
  overridden: () =>
    'This file names "workflow" or its "graph" more than once. The last one counts, and holds no nodes: remove it.',
};

interface Found {
  readonly kind: Misplacement;
  /** As jq writes it. */
  readonly path: string;
  /** Of the name above it. */
  readonly range?: OffsetRange;
}

const deepestWrapper = 4;

function findBelow(
  tree: YamlTree,
  value: Node | undefined,
  path: readonly (string | number)[],
  range?: OffsetRange,
): Found | undefined {
  const found = (kind: Misplacement, inside: readonly string[] = []): Found => ({
    kind,
    path: wrapperPath([...path, ...inside]),
    ...(range && { range }),
  });
  if (isScalar(value)) return isExport(String(value.value ?? "")) ? found("text") : undefined;
  if (isMap(value)) {
    const entries = entriesOf(tree, value);
    const graphs = entries.flatMap(({ name, value: workflow }) =>
      name === "workflow" && isMap(workflow) ? graphsOf(tree, workflow) : [],
    );
    if (graphs.some((graph) => hasCodeNodes(tree, graph))) return found(path.length > 0 ? "inside" : "overridden");
    const bare = graphsOf(tree, value);
    if (bare.some((graph) => hasCodeNodes(tree, graph) || isOtherGraph(tree, graph))) return found("bare", ["graph"]);
    if (path.length === deepestWrapper) return undefined;
    for (const { name, key, value: member } of entries) {
      const below = wrapperNames.has(name) && findBelow(tree, member, [...path, name], rangeOfNode(key));
      if (below) return below;
    }
  }
  if (!isSeq(value) || path.length === deepestWrapper) return undefined;
  for (const [index, item] of value.items.entries()) {
    const below = findBelow(tree, followAlias(tree, item), [...path, index], range);
    if (below) return below;
  }
  return undefined;
}

function graphsOf(tree: YamlTree, map: Node): readonly Node[] {
  if (!isMap(map)) return [];
  return entriesOf(tree, map).flatMap(({ name, value }) => (name === "graph" && value ? [value] : []));
}

function hasCodeNodes(tree: YamlTree, graph: Node | undefined): boolean {
  if (!isMap(graph)) return false;
  return entriesOf(tree, graph).some(
    ({ name, value }) =>
      name === "nodes" &&
      isSeq(value) &&
      value.items.some((item) => {
        const node = followAlias(tree, item);
        return isMap(node) && isCodeNode(tree, node);
      }),
  );
}

/** A list of graphs or of their parts, or a graph as a string. */
function isOtherGraph(tree: YamlTree, graph: Node): boolean {
  if (isSeq(graph)) return graph.items.some((item) => hasCodeNodes(tree, followAlias(tree, item)));
  const text = isScalar(graph) ? String(graph.value ?? "") : "";
  return /"nodes"\s*:\s*\[/.test(text) && text.includes("code_language");
}

function isExport(text: string): boolean {
  return text.includes("code_language") && looksLikeExport(text);
}
