import type { Node, YAMLMap } from "yaml";
import { isMap, isSeq } from "yaml";
import { once } from "../../../once.ts";
import { conflictMarks } from "../../../text/conflict-marks.ts";
import { indexLines, positionAt } from "../../../text/line-index.ts";
import { type OffsetRange, offsetRange } from "../../../text/offset-range.ts";
import { withPlainEscapes } from "../../../text/plain-escapes.ts";
import type { UnfollowedAlias } from "../../../text/yaml/aliases.ts";
import { findEntry, followAlias, parseYaml, rangeOfNode, type YamlTree } from "../../../text/yaml/tree.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { ReadingProblem, WorkflowReading } from "../../dialect.ts";
import { isOfDify, looksLikeExport, refusedTag, yamlProblem } from "./broken-workflow.ts";
import { misplacedWorkflow } from "./misplaced-workflow.ts";
import { readGraph } from "./read-graph.ts";
import { isCodeNode, readNode } from "./read-node.ts";

/**
 * One cheap look, without parsing: false means that the text cannot hold a Dify Code node. A half-typed
 * export passes, and so does the export API's reply.
 */
export function mayHoldDifyNodes(text: string): boolean {
  return saysCodeNodes(text) || (/\\[xu]/i.test(text) && saysCodeNodes(withPlainEscapes(text)));
}

function saysCodeNodes(text: string): boolean {
  if (!text.includes("nodes")) return false;
  return text.includes("code_language") || (text.includes("graph") && /type["']?\s*:\s*["']?code\b/.test(text));
}

/**
 * Reads the Code nodes of a Dify export (workflow, advanced chat or pipeline), those inside iterations and
 * loops included, in the order of the file. Never throws.
 *
 * What cannot be read becomes a problem; a node whose code or language cannot be read is left out. When the
 * YAML itself is broken, that is the first problem, and nodes at or behind the place are not scolded for what
 * may only be a consequence, nor is the one before it that may have gone on there. A workflow where Dify would not find it is a
 * problem. Source of the format: facts about Dify's DSL 0.1 to 0.7, read 2026-07.
 */
export function readDifyWorkflow(text: string): WorkflowReading {
  if (!mayHoldDifyNodes(text) || !(isOfDify(text) || isOfDify(withPlainEscapes(text)))) return notRecognised;
  const apiReply = readApiReply(text);
  if (apiReply) return { recognised: true, nodes: [], problems: [apiReply] };
  const tree = parseYaml(text);
  const graph = findGraph(tree);
  const brokenFrom = tree.errors[0]?.range.start ?? Number.POSITIVE_INFINITY;
  const cutAt = cutOff(tree);
  if (!graph && !(tree.errors.length > 0 && looksLikeExport(text))) {
    const problem = tree.errors.length > 0 ? undefined : misplacedWorkflow(tree);
    return problem ? { recognised: true, nodes: [], problems: [problem] } : notRecognised;
  }
  const isSound = tree.errors.length === 0;
  const nodes: CodeNode[] = [];
  const taken = new Map<string, string>();
  const problems: ReadingProblem[] = tree.errors.slice(0, 1).map((error) => yamlProblem(text, error));
  problems.push(...unprintableCharacters(text), ...unfollowedAliases(tree));
  const misplaced = isSound ? misplacedWorkflow(tree) : undefined;
  if (misplaced) problems.push(misplaced);
  const [tag] = isSound && !misplaced ? refusedTag(tree) : [];
  if (tag) problems.push(tag);
  const list = graph && findEntry(tree, graph, "nodes");
  if (!misplaced && list?.value && !isSeq(list.value) && brokenFrom > rangeOfNode(list.value).end) {
    const range = rangeOfNode(list.key);
    // Other programs name their nodes.
    if (!text.includes("code_language")) return notRecognised;
    problems.push({ message: 'The workflow\'s "nodes" is not a list. Write each node as a "- " entry.', range });
  }
  // Where the file is broken, what an input leads to may only be out of sight.
  const isOutOfSight = tree.errors.length > 0 || tree.aliases.unfollowed.some(({ reason }) => reason === "too-much");
  const graphOf = isOutOfSight ? () => undefined : once(() => readGraph(tree));
  const marks = isSound ? undefined : conflictMarks(text);
  for (const { map, position } of codeNodesOf(tree, list?.value)) {
    const unfollowed = unfollowedWithin(tree, map);
    if (unfollowed.has("too-much")) continue;
    const reading = readNode(tree, map, { position, graph: graphOf, taken, cutAt });
    if (reading.node && !isUnclosed(tree, marks, reading.node)) nodes.push(reading.node);
    if (rangeOfNode(map).end < cutAt && unfollowed.size === 0) {
      problems.push(...reading.problems.filter(({ range }) => !tag || !isOnLineOf(text, tag.range, range)));
    }
  }
  return { recognised: true, nodes, problems };
}

/** What a tag makes of the value behind it is said once. */
function isOnLineOf(text: string, tag: OffsetRange, { start }: OffsetRange): boolean {
  return start >= tag.start
    ? !/[\r\n]/.test(text.slice(tag.start, start))
    : !/[\r\n]/.test(text.slice(start, tag.start));
}

const notRecognised: WorkflowReading = { recognised: false, nodes: [], problems: [] };

function findGraph(tree: YamlTree): YAMLMap | undefined {
  const root = followAlias(tree, tree.root);
  const workflow = isMap(root) ? findEntry(tree, root, "workflow")?.value : undefined;
  const graph = isMap(workflow) ? findEntry(tree, workflow, "graph")?.value : undefined;
  return isMap(graph) ? graph : undefined;
}

/** Whether the file breaks off within the node's code: it is not closed, or a merge that was not finished cuts it. */
function isUnclosed({ text, errors: [first] }: YamlTree, marks: OffsetRange | undefined, { code }: CodeNode): boolean {
  if (first?.code === "MISSING_CHAR" && first.range.start === code.documentRange.start) return true;
  const { start, end } = code.documentRange;
  return marks !== undefined && start < marks.start && text.slice(end, marks.start).trim() === "";
}

/** Behind the last word before the place where the file is broken: what ends there may have been meant to go on. */
function cutOff({ text, errors: [first] }: YamlTree): number {
  if (!first) return Number.POSITIVE_INFINITY;
  const { start } = first.range;
  return first.code === "MULTIPLE_DOCS" ? start + 1 : text.slice(0, start).trimEnd().length;
}

/** The place in the list counts from 1, as people do. */
function codeNodesOf(tree: YamlTree, list: Node | undefined): readonly { map: YAMLMap; position: number }[] {
  if (!isSeq(list)) return [];
  return list.items.flatMap((item, index) => {
    const map = followAlias(tree, item);
    return isMap(map) && isCodeNode(tree, map) ? [{ map, position: index + 1 }] : [];
  });
}

/** In JSON or YAML within a string. */
const exportWords = [/\bworkflow\\?["']?\s*:/, /\bgraph\\?["']?\s*:/, /\bnodes\\?["']?\s*:/];

/** Some people save the reply of Dify's export API, `{"data": "<the YAML>"}`, as it came. */
function readApiReply(text: string): ReadingProblem | undefined {
  const start = /^\uFEFF?\s*\{\s*("data"|'data')\s*:\s*["']/.exec(text);
  if (!start?.[1] || !text.includes("code_language") || !exportWords.every((word) => word.test(text))) return undefined;
  const keyStart = start[0].indexOf(start[1]);
  return {
    message:
      'This file is the reply of Dify\'s export API, which holds the workflow as one string under "data". ' +
      'Save that string as the file instead, e.g. with "jq -r .data", or export the workflow from Dify\'s studio.',
    range: offsetRange(keyStart, keyStart + start[1].length),
  };
}

/**
 * The first alias that stands for too much, or for what it stands in. A node with one that stands for too much is left
 * out; with the other one nothing is said about the node's declarations, since something of them is not there.
 */
function unfollowedAliases(tree: YamlTree): readonly ReadingProblem[] {
  const [first] = tree.aliases.unfollowed;
  if (!first) return [];
  const { name, reason, range } = first;
  const line = positionAt(indexLines(tree.text), range.start).line + 1;
  const why =
    reason === "itself"
      ? `stands inside of what it stands for, so that it has no end. Write out what is meant there.`
      : `and those before it stand for far more text than the file holds, which cannot be read in full. Write out what they stand for where it is used, in several files if need be.`;
  return [{ message: `Line ${line}: the alias *${name} ${why}`, range }];
}

/** Why aliases inside of a node are not followed; those before it are passed over by halves. */
function unfollowedWithin({ aliases: { unfollowed } }: YamlTree, map: YAMLMap): ReadonlySet<UnfollowedAlias["reason"]> {
  const { start, end } = rangeOfNode(map);
  const reasons = new Set<UnfollowedAlias["reason"]>();
  let low = 0;
  let high = unfollowed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((unfollowed[middle] as UnfollowedAlias).range.start < start) low = middle + 1;
    else high = middle;
  }
  for (let next = unfollowed[low]; next && next.range.start < end; next = unfollowed[++low]) reasons.add(next.reason);
  return reasons;
}

/** PyYAML refuses these wherever they stand. Source: PyYAML 6.0 `reader.py`. */
function unprintableCharacters(text: string): readonly ReadingProblem[] {
  const found = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (!found) return [];
  const line = positionAt(indexLines(text), found.index).line + 1;
  const code = found[0].charCodeAt(0).toString(16).padStart(4, "0");
  return [
    {
      message:
        `Line ${line} holds the unprintable character U+${code.toUpperCase()}, for which Dify cannot import the file. ` +
        `Remove it, or write it as "\\u${code}" inside double quotes.`,
      range: offsetRange(found.index, found.index + 1),
    },
  ];
}
