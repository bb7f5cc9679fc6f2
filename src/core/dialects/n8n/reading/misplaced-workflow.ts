// Files that hold a workflow of n8n where nobody reads one: replies of its API, a text within a text, doubled names.
import type { Node } from "jsonc-parser";
import { type OffsetRange, offsetRange } from "../../../text/offset-range.ts";
import { memberOf, membersOf, rangeOfJson } from "../../declaration-reader.ts";
import type { ReadingProblem } from "../../dialect.ts";
import { isManifest, type WrapperPath, waysInto, wrapperPath } from "../../wrappers.ts";
import { looksLikeExport } from "./broken-workflow.ts";
import { elementsOf } from "./json-parts.ts";
import { isCodeNode } from "./read-node.ts";

/**
 * Whether an object is a workflow: other programs count node types, or list them. What n8n writes has connections, and
 * parameters and a place in each node. In a file that is `cut` off, a node with a name may have had them.
 */
export function isWorkflow(value: Node, cut = false): boolean {
  return holdsNodes(value, memberOf(value, "nodes")?.value, cut, (node) => memberOf(node, "type") !== undefined);
}

/**
 * Says where in a sound file there are nodes that n8n does not find; undefined where there are none, or in a place that
 * belongs to others. A file that holds workflows in their place may hold further ones elsewhere.
 */
export function misplacedWorkflow(root: Node | undefined): ReadingProblem | undefined {
  if (!root || isManifest(membersOf(root).map(({ name }) => name))) return undefined;
  const found = findBelow(root, { parts: [] });
  if (!found) return undefined;
  const { path, kind, range = offsetRange(root.offset, root.offset + 1) } = found;
  return { message: messages[kind](wrapperPath(path.parts)), range };
}

type Misplacement = "inside" | "text" | "no-list" | "lists" | "overridden";

const messages: Readonly<Record<Misplacement, (path: string) => string>> = {
  inside: (path) =>
    `This file holds a workflow at ${path}, and n8n imports none from there. Save what stands there as a file of its own, e.g. with "jq '${path}'".`,
  text: (path) =>
    `This file holds a workflow as one string at ${path}, and n8n imports none from there. Save that string as a file of its own, e.g. with "jq -r '${path}'".`,
  "no-list": () => 'The workflow\'s "nodes" is not a list, so that n8n cannot import it. Write the nodes in [ ].',
  lists: () =>
    'The workflow\'s "nodes" is a list of lists, so that n8n cannot import it. Write all nodes in one pair of [ ].',
  overridden: () =>
    'This file names "nodes" more than once, and only the last one counts: the Code nodes above it are lost. Write all nodes in one list.',
};

interface Found {
  readonly kind: Misplacement;
  readonly path: WrapperPath;
  /** Of the name above it. */
  readonly range?: OffsetRange;
}

function findBelow(value: Node, path: WrapperPath, range?: OffsetRange): Found | undefined {
  const found = (kind: Misplacement, place = range): Found => ({ kind, path, ...(place && { range: place }) });
  if (value.type === "string") return looksLikeExport(String(value.value)) ? found("text") : undefined;
  const members = membersOf(value);
  const lists = members.filter(({ name }) => name === "nodes");
  const overridden = lists.slice(0, -1).find((list) => holdsNodes(value, list.value));
  if (overridden) return found("overridden", rangeOfJson(overridden.key));
  const list = lists.at(-1);
  if (list && listsIn(list.value).some((inner) => holdsNodes(value, inner))) {
    return found("lists", rangeOfJson(list.key));
  }
  if (list?.value && isOtherList(value, list.value)) return found("no-list", rangeOfJson(list.key));
  if (isWorkflow(value)) {
    const isInPlace = path.parts.every((part) => typeof part === "number") && path.parts.length < 2;
    return isInPlace || !holdsNodes(value, list?.value) ? undefined : found("inside");
  }
  for (const [index, element] of elementsOf(value).entries()) {
    const below = findBelow(element, { ...path, parts: [...path.parts, index] }, range);
    if (below) return below;
  }
  const ways = members.flatMap(({ name, key, value: inner }) =>
    inner ? [{ name, key, inner, holdsMore: inner.children !== undefined }] : [],
  );
  for (const { member, path: inside } of waysInto(path, ways)) {
    const below = findBelow(member.inner, inside, rangeOfJson(member.key));
    if (below) return below;
  }
  return undefined;
}

/** Whether a list holds nodes that a workflow has, Code nodes unless it is said otherwise. */
function holdsNodes(workflow: Node, list: Node | undefined, cut = false, isWanted = isCodeNode): boolean {
  const nodes = elementsOf(list);
  if (!nodes.some(isWanted)) return false;
  if (memberOf(workflow, "connections")?.value?.type === "object") return true;
  return nodes.some((node) => isWholeNode(node) || (cut && hasName(node)));
}

/** All lists inside of a list, at any depth. */
function listsIn(list: Node | undefined): readonly Node[] {
  return elementsOf(list).flatMap((element) => (element.type === "array" ? [element, ...listsIn(element)] : []));
}

function isWholeNode(node: Node): boolean {
  return memberOf(node, "parameters") !== undefined || memberOf(node, "position")?.value?.type === "array";
}

function hasName(node: Node): boolean {
  return ["id", "name", "typeVersion"].some((name) => memberOf(node, name) !== undefined);
}

/** An object of nodes, or the list as a string. */
function isOtherList(workflow: Node, list: Node): boolean {
  if (list.type === "string") return looksLikeExport(`{"nodes":${list.value}}`);
  const nodes = membersOf(list).flatMap(({ value }) => (value ? [value] : []));
  const isWhole = memberOf(workflow, "connections") !== undefined || nodes.some(isWholeNode);
  return isWhole && nodes.some(isCodeNode);
}
