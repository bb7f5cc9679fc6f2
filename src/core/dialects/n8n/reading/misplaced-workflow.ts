// Files that hold a workflow of n8n where nobody reads one: replies of its API, broken files, a text within a text.
import type { Node } from "jsonc-parser";
import { offsetRange } from "../../../text/offset-range.ts";
import { membersOf, rangeOfJson } from "../../declaration-reader.ts";
import type { ReadingProblem } from "../../dialect.ts";
import { wrapperNames, wrapperPath } from "../../wrappers.ts";
import { elementsOf } from "./json-parts.ts";
import { isCodeNode } from "./read-node.ts";

/** Whether a text too broken to have a workflow in its place is JSON by its beginning, and has what every export has. */
export function looksLikeExport(text: string): boolean {
  return (
    /^\uFEFF?\s*(?:```\w*\s*|\/\/[^\n]*\s*|\/\*[^*]*\*\/\s*)*[[{]/.test(text) &&
    /"nodes"\s*:\s*\[\s*[{\]]/.test(text) &&
    /"type"\s*:\s*"n8n-nodes-base\.(?:code|function)/.test(text)
  );
}

/** Says where in a sound file the workflow lies; undefined where there is none, or in a place that belongs to others. */
export function misplacedWorkflow(root: Node | undefined): ReadingProblem | undefined {
  const found = root && findBelow(root, []);
  if (!found || !root) return undefined;
  const { path, kind, place } = found;
  const range = place ? rangeOfJson(place) : offsetRange(root.offset, root.offset + 1);
  return { message: messages[kind](path), range };
}

type Misplacement = "inside" | "text" | "no-list" | "overridden";

const messages: Readonly<Record<Misplacement, (path: string) => string>> = {
  inside: (path) =>
    `This file holds a workflow at ${path}, and n8n imports none from there. Save what stands there as a file of its own, e.g. with "jq ${path}".`,
  text: (path) =>
    `This file holds a workflow as one string at ${path}, and n8n imports none from there. Save that string as a file of its own, e.g. with "jq -r ${path}".`,
  "no-list": () => 'The workflow\'s "nodes" is not a list, so that n8n cannot import it. Write the nodes in [ ].',
  overridden: () => 'This file names "nodes" more than once. The last one counts, and holds no nodes: remove it.',
};

interface Found {
  readonly kind: Misplacement;
  /** As jq writes it. */
  readonly path: string;
  /** The name above it. */
  readonly place?: Node;
}

const deepestWrapper = 4;

function findBelow(value: Node, path: readonly (string | number)[], place?: Node): Found | undefined {
  const found = (kind: Misplacement): Found => ({ kind, path: wrapperPath(path), ...(place && { place }) });
  if (value.type === "string") return holdsWorkflow(String(value.value)) ? found("text") : undefined;
  const members = membersOf(value);
  const lists = members.filter(({ name }) => name === "nodes");
  const hasNodes = lists.map(({ value: list }) => list !== undefined && elementsOf(list).some(isCodeNode));
  if (hasNodes.some(Boolean)) return found(path.length > 0 ? "inside" : "overridden");
  if (lists.some(({ value: list }) => list && isOtherList(list))) return found("no-list");
  if (path.length === deepestWrapper) return undefined;
  for (const [index, element] of elementsOf(value).entries()) {
    const below = findBelow(element, [...path, index], place);
    if (below) return below;
  }
  for (const { name, key, value: member } of members) {
    const below = member && wrapperNames.has(name) && findBelow(member, [...path, name], key);
    if (below) return below;
  }
  return undefined;
}

/** An object of nodes, or the list as a string. */
function isOtherList(list: Node): boolean {
  if (list.type === "string") return /"type"\s*:\s*"n8n-nodes-base\.(?:code|function)/.test(String(list.value));
  return membersOf(list).some(({ value }) => value !== undefined && isCodeNode(value));
}

function holdsWorkflow(text: string): boolean {
  return text.includes("n8n-nodes-base.") && looksLikeExport(text);
}
