// Files that are an export of Dify but for their YAML: how they are known, and what keeps Dify from reading them.
import type { Node } from "yaml";
import { isMap, isScalar, isSeq, visit } from "yaml";
import { conflictMarks, unfinishedMergeAt } from "../../../text/conflict-marks.ts";
import { lineNumberAt } from "../../../text/line-index.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import { describeYamlError } from "../../../text/yaml/error-message.ts";
import { givenUp } from "../../../text/yaml/given-up.ts";
import { rangeOfNode, type YamlError, type YamlTree } from "../../../text/yaml/tree.ts";
import type { ReadingProblem } from "../../dialect.ts";

/** Whether a text says what only Dify's files say: other programs have workflows with graphs and nodes of code too. */
export function isOfDify(text: string): boolean {
  return text.includes("code_language") || /(?:^|[{,]\s*)["']?kind["']?\s*:\s*["']?(?:app|rag_pipeline)\b/m.test(text);
}

/** For a text too broken to have a graph: whether it is written as an export is, in blocks or in brackets. */
export function looksLikeExport(text: string): boolean {
  const lines = linesOutsideOfTexts(text);
  if (lines.some((line) => /^apiVersion\s*:/.test(line))) return false;
  const outside = lines.join("\n");
  if (!isOfDify(outside)) return false;
  const isInBlocks =
    /^[ \t]*(?:- )?["']?workflow["']?\s*:/m.test(outside) &&
    /^[ \t]+["']?graph["']?\s*:/m.test(outside) &&
    /^[ \t]+(?:- )?["']?nodes["']?\s*:/m.test(outside);
  return (
    isInBlocks ||
    (/\bworkflow["']?\s*:\s*\{/.test(outside) &&
      /\bgraph["']?\s*:\s*\{/.test(outside) &&
      /\bnodes["']?\s*:\s*\[/.test(outside))
  );
}

/** Without what stands in block scalars, which may be any file. */
function linesOutsideOfTexts(text: string): readonly string[] {
  let margin = Number.POSITIVE_INFINITY;
  return text.split(/\r\n|[\n\r]/).filter((line) => {
    const indentation = line.search(/[^ \t]/);
    if (indentation < 0) return false;
    if (indentation > margin) return false;
    margin = /(?::|-)\s+(?:[!&]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?$/.test(line) ? indentation : Number.POSITIVE_INFINITY;
    return true;
  });
}

/** What makes PyYAML refuse the file; further errors may be consequences of the first one. */
export function yamlProblem(text: string, error: YamlError): ReadingProblem {
  const tail = error.code === givenUp["too-many"].code ? "" : " Dify cannot import the file as it is.";
  const marks = conflictMarks(text);
  if (marks) return { message: unfinishedMergeAt(text, marks) + tail, range: marks };
  const start = text.lastIndexOf("\n", error.range.start - 1) + 1;
  const fence = /^\s*(```|~~~)/.exec(text.slice(start, start + 20))?.[1];
  const said = fence
    ? `Line ${lineNumberAt(text, start)} is no YAML: the marks ${fence} of Markdown stand around the workflow. Remove these lines, and what is outside of them.`
    : describeYamlError(text, error);
  return { message: said + tail, range: error.range };
}

/**
 * The first tag that PyYAML's `safe_load` refuses, or that makes something else of a mapping. Source: PyYAML 6.0
 * `constructor.py`, executed 2026-11.
 */
export function refusedTag(tree: YamlTree): readonly ReadingProblem[] {
  const { root, text } = tree;
  if (!root || !tagsPlace.test(text)) return [];
  let refused: Node | undefined;
  visit(root, {
    Node: (_key, node) => {
      if (!isRefused(node)) return undefined;
      refused = node;
      return visit.BREAK;
    },
  });
  if (!refused) return [];
  const { start: behind } = rangeOfNode(refused);
  const start = Math.max(0, text.lastIndexOf("!", Math.max(0, behind - 1)));
  const spelt = /^!+[^\s,[\]{}]*/.exec(text.slice(text.charAt(start - 1) === "!" ? start - 1 : start))?.[0] ?? "!";
  const from = text.charAt(start - 1) === "!" ? start - 1 : start;
  const message = `Line ${lineNumberAt(text, from)}: the YAML tag ${spelt} is none that Dify knows here, so that it cannot import the file. Remove the tag.`;
  return [{ message, range: offsetRange(from, from + spelt.length) }];
}

/** Where a tag can stand: before a value, or before its anchor. Looking at every node costs more than looking for it. */
const tagsPlace = /(?:^[ \t]*|[:?,[{-]\s*|&[^\s&]*\s+)!/m;

const scalarTags = new Set(["str", "int", "float", "bool", "null", "binary", "timestamp"]);

function isRefused(node: unknown): boolean {
  const hasTag = isScalar(node) || isMap(node) || isSeq(node);
  if (!hasTag || node.tag === undefined || node.tag === "!") return false;
  const known = /^tag:yaml\.org,2002:(.*)$/.exec(node.tag)?.[1];
  if (known === undefined) return true;
  if (isScalar(node)) return !scalarTags.has(known);
  if (isMap(node)) return known !== "map";
  return !["seq", "omap", "pairs"].includes(known);
}
