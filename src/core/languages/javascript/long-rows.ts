import type { AnyNode, Node, Program } from "acorn";
import { allNodes } from "./all-nodes.ts";

/** Code in which long rows are left out, place for place. */
export interface ShortenedCode {
  readonly text: string;
  /** What was left out may do something to variables, so that what they hold is not known. */
  readonly hidesEffects: boolean;
}

const longestRow = 150;

/**
 * The same code with blanks for the middle of every row of operators (`a + b + …`), members or calls (`a.b().c…`) that is
 * longer than any that is written by hand: the tolerant grammar cannot read several hundred of them.
 */
export function withoutLongRows(code: string, program: Program | undefined): ShortenedCode {
  if (!program || code.length < 2 * longestRow) return { text: code, hidesEffects: false };
  const pieces: string[] = [];
  let end = 0;
  let hidesEffects = false;
  for (const { node, parent } of allNodes(program)) {
    if (node.end <= end || (parent && isRow(parent, node))) continue;
    const row = rowFrom(node);
    if (row.length <= longestRow) continue;
    const gap = { start: Math.max(end, (row.at(-1) as Node).end), end: (row[0] as Node).end };
    if (gap.start >= gap.end) continue;
    const left = code.slice(gap.start, gap.end);
    pieces.push(code.slice(end, gap.start), left.replace(/[^\r\n]/g, " "));
    hidesEffects ||= node.type === "LogicalExpression" || /[(=`]|\+\+|--|\bdelete\b/.test(left);
    end = gap.end;
  }
  return { text: pieces.join("") + code.slice(end), hidesEffects };
}

/** What stands before the last operator, before the one before it, and so on. */
function rowFrom(node: AnyNode): readonly AnyNode[] {
  const row: AnyNode[] = [];
  for (let before = beforeOperator(node); before?.start === node.start; before = beforeOperator(before))
    row.push(before);
  return row;
}

function isRow(node: AnyNode, part: AnyNode): boolean {
  return beforeOperator(node) === part && part.start === node.start;
}

function beforeOperator(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return node.left;
    case "MemberExpression":
      return node.object;
    case "CallExpression":
      return node.callee;
    case "TaggedTemplateExpression":
      return node.tag;
    case "ChainExpression":
      return node.expression;
    default:
      return undefined;
  }
}
