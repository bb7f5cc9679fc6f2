// Files that hold a workflow of Dify where nobody reads one: replies of its API, a text within a text, doubled names.
import type { Node } from "yaml";
import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import type { OffsetRange } from "../../../text/offset-range.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import {
  entriesOf,
  findEntry,
  followAlias,
  rangeOfNode,
  type YamlEntry,
  type YamlTree,
} from "../../../text/yaml/tree.ts";
import type { ReadingProblem } from "../../dialect.ts";
import { isManifest, type WrapperPath, waysInto, wrapperPath } from "../../wrappers.ts";
import { looksLikeExport } from "./broken-workflow.ts";
import { isCodeNode } from "./read-node.ts";

/**
 * Says where in a sound file there are nodes that Dify does not find; undefined where there are none, or in a place that
 * belongs to others.
 */
export function misplacedWorkflow(tree: YamlTree): ReadingProblem | undefined {
  const root = followAlias(tree, tree.root);
  if (isMap(root) && isManifest(entriesOf(tree, root).map(({ name }) => name))) return undefined;
  const found = findBelow(tree, root, { parts: [] });
  return found && { message: messages[found.kind](found.path), range: found.range ?? offsetRange(0, 1) };
}

type Misplacement = "inside" | "text" | "bare" | "lists" | "overridden";

const remedy = "Export the workflow from Dify's studio.";

const messages: Readonly<Record<Misplacement, (path: string) => string>> = {
  inside: (path) => `This file holds a workflow at ${path}, and Dify imports none from there. ${remedy}`,
  text: (path) =>
    `This file holds a workflow as one string at ${path}, and Dify imports none from there. Save that string as a file of its own, or export the workflow from Dify's studio.`,
  bare: (path) =>
    `This file holds the nodes of a workflow at ${path}, and Dify imports them only from the mapping "graph" of the mapping "workflow". ${remedy}`,
  lists: () =>
    'The workflow\'s "nodes" is a list of lists, so that Dify cannot import it. Write each node as a "- " entry of one list.',
  overridden: () =>
    'This file names "workflow" or its "graph" more than once, or the graph\'s "nodes". Only the last one counts: the Code nodes of this one are lost. Write all nodes in one list.',
};

interface Found {
  readonly kind: Misplacement;
  /** As jq writes it. */
  readonly path: string;
  /** Of the name above it. */
  readonly range?: OffsetRange;
}

function findBelow(tree: YamlTree, value: Node | undefined, path: WrapperPath, range?: OffsetRange): Found | undefined {
  const found = (kind: Misplacement, inside: readonly string[] = [], place = range): Found => ({
    kind,
    path: wrapperPath([...path.parts, ...inside]),
    ...(place && { range: place }),
  });
  if (isScalar(value)) {
    const text = String(value.value ?? "");
    const isInPlace = path.parts.at(-1) === "workflow" && isGraphInText(text);
    return isInPlace || (text.includes("code_language") && looksLikeExport(text)) ? found("text") : undefined;
  }
  if (isMap(value)) {
    const { counting, lost } = nodeListsOf(tree, value);
    if (lost) return found("overridden", [], lost);
    if (isSeq(counting) && counting.items.some((item) => hasCodeNode(tree, followAlias(tree, item)))) {
      return found("lists");
    }
    if (isSeq(counting)) return path.parts.length > 0 && hasCodeNode(tree, counting) ? found("inside") : undefined;
    const bare = graphsOf(tree, value);
    if (bare.some((graph) => hasCodeNodes(tree, graph) || isOtherGraph(tree, graph))) return found("bare", ["graph"]);
    if (hasCodeNodes(tree, value)) return found("bare", ["nodes"]);
    const entries = entriesOf(tree, value).map((entry) => ({
      ...entry,
      holdsMore: isMap(entry.value) || isSeq(entry.value),
    }));
    for (const { member, path: inside } of waysInto(path, entries)) {
      const below = findBelow(tree, member.value, inside, rangeOfNode(member.key));
      if (below) return below;
    }
  }
  if (!isSeq(value)) return undefined;
  for (const [index, item] of value.items.entries()) {
    const below = findBelow(tree, followAlias(tree, item), { ...path, parts: [...path.parts, index] }, range);
    if (below) return below;
  }
  return undefined;
}

interface NodeLists {
  /** What Dify takes for the list of nodes. */
  readonly counting?: Node;
  /** The first name of those above Code nodes that a later one of the same name overrides. */
  readonly lost?: OffsetRange;
}

interface Level {
  readonly map: Node;
  /** Of the name that a later one overrides. */
  readonly lost?: OffsetRange;
}

function nodeListsOf(tree: YamlTree, root: YAMLMap): NodeLists {
  let counting: Node | undefined = root;
  let levels: readonly Level[] = [{ map: root }];
  for (const name of ["workflow", "graph", "nodes"]) {
    counting = isMap(counting) ? findEntry(tree, counting, name)?.value : undefined;
    // Aliases bring the same mapping to many places.
    const below = new Map<Node, Level>();
    for (const { map, lost } of levels) {
      if (!isMap(map)) continue;
      for (const [index, { key, value }] of entriesNamed(tree, map, name)) {
        const place = lost ?? (index === 0 ? undefined : rangeOfNode(key));
        if (value && !below.has(value)) below.set(value, { map: value, ...(place && { lost: place }) });
      }
    }
    levels = [...below.values()];
  }
  const lost = levels.find(({ map, lost }) => lost && map !== counting && hasCodeNode(tree, map))?.lost;
  return { ...(counting && { counting }), ...(lost && { lost }) };
}

/** The one that counts comes first. */
function entriesNamed(tree: YamlTree, map: YAMLMap, name: string): Iterable<[number, YamlEntry]> {
  const own = entriesOf(tree, map).filter((entry) => entry.name === name);
  const counting = findEntry(tree, map, name);
  return (own.length > 0 || !counting ? own.toReversed() : [counting]).entries();
}

function graphsOf(tree: YamlTree, map: Node): readonly Node[] {
  if (!isMap(map)) return [];
  return entriesOf(tree, map).flatMap(({ name, value }) => (name === "graph" && value ? [value] : []));
}

function hasCodeNodes(tree: YamlTree, graph: Node | undefined): boolean {
  if (!isMap(graph)) return false;
  return entriesOf(tree, graph).some(({ name, value }) => name === "nodes" && hasCodeNode(tree, value));
}

/** Whether a list of nodes has one; lists in the list are looked into. */
function hasCodeNode(tree: YamlTree, list: Node | undefined): boolean {
  if (!isSeq(list)) return false;
  return list.items.some((item) => {
    const node = followAlias(tree, item);
    return isMap(node) ? isCodeNode(tree, node) : hasCodeNode(tree, node);
  });
}

/** A list of graphs or of their parts, or a graph as a string. */
function isOtherGraph(tree: YamlTree, graph: Node): boolean {
  if (isSeq(graph)) return graph.items.some((item) => hasCodeNodes(tree, followAlias(tree, item)));
  const text = isScalar(graph) ? String(graph.value ?? "") : "";
  return /"nodes"\s*:\s*\[/.test(text) && text.includes("code_language");
}

/** A workflow as its own string. */
function isGraphInText(text: string): boolean {
  return /\bgraph["']?\s*:/.test(text) && /\bnodes["']?\s*:/.test(text) && text.includes("code_language");
}
