import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { CodeForm } from "../../workflow/code-node.ts";
import { isCut, parseTolerantly } from "../bounded-parse.ts";
import { withShortLines } from "../broken-lines.ts";
import type { SyntaxProblem } from "../code-facts.ts";
import { rememberingLast } from "../last-reading.ts";
import { isDeep } from "../nesting-guard.ts";
import { glossOver } from "./glossed-code.ts";
import { bracketTooDeep, layoutProblem, shorten } from "./layout-problems.ts";
import { literalProblem } from "./literal-problems.ts";
import { type LongRow, longRows, withoutRows } from "./long-rows.ts";
import { misplacedStatement } from "./misplaced-statement.ts";
import { statementProblem } from "./statement-problems.ts";
import { isTangled } from "./tangled-strings.ts";
import { type Token, type Tokens, tokenise } from "./tokens.ts";

export interface ParsedPython {
  readonly code: string;
  readonly tokens: Tokens;
  /** Of the code, or of a glossed copy of the same length: take texts from `code`. */
  readonly tree: Tree;
  /** That copy, where there is one. */
  readonly glossed?: string;
  /** It is nested deeper than the grammar library reads, so that the tree is of a part of it. */
  readonly isTooDeep?: true;
  /** There is more wrong than is looked at, so that the tree is of a part of it. */
  readonly isCut?: true;
  /** What is blank in the tree's code. */
  readonly rows: readonly LongRow[];
  /** What is blank there may do something to variables, so that what they hold is not known. */
  readonly hidesEffects: boolean;
  /** The first place where this is no Python, as Python itself reports one error at a time. */
  readonly problem?: SyntaxProblem;
}

/** Never throws. */
export function parsePython(code: string, form: CodeForm = "file"): ParsedPython {
  return lastParse(code, form);
}

const lastParse = rememberingLast(readPython);

function readPython(code: string, form: CodeForm): ParsedPython {
  const tokens = tokenise(code);
  const exact = exactProblem(code, tokens);
  // The grammar library takes long for what nobody reads.
  if (exact && bracketTooDeep(tokens)) {
    return { ...nothingOf(code, tokens), problem: exact };
  }
  if (!exact && hasEndlessPrefix(code, tokens)) return { ...nothingOf(code, tokens), isTooDeep: true };
  const rows = longRows(code, tokens);
  const short = rows.length > 0 ? withoutRows(code, rows) : code;
  let tree = treeOf(isTangled(code, tokens) ? withoutRows(glossOver(code, tokens), rows) : short);
  let errorNode = firstErrorNode(tree);
  let glossed = errorNode ? withoutRows(glossOver(code, tokens), rows) : undefined;
  // The grammar lacks some valid constructs: only what is still an error with these glossed over is one.
  if (glossed !== undefined) {
    tree = treeOf(glossed);
    errorNode = firstErrorNode(tree);
  }
  if (rows.length > 0) glossed ??= short;
  // What is nested several hundred times is cut by the grammar library, which calls the cut an error.
  const isTooDeep = !exact && errorNode !== undefined && (isDeep(tree) || isEndlessChain(code, tokens, errorNode));
  if (isTooDeep) errorNode = undefined;
  const problem = exact ?? (errorNode ? grammarProblem(code, tokens, errorNode) : misplacedStatement(code, tree, form));
  const hidesEffects = rows.some((row) => row.hidesEffects);
  return {
    ...{ code, tokens, tree, rows, hidesEffects },
    ...(isTooDeep ? { isTooDeep } : {}),
    ...(isCut(tree, code) ? { isCut: true } : {}),
    ...(glossed === undefined ? {} : { glossed }),
    ...(problem ? { problem } : {}),
  };
}

const strictParser = parser.configure({ strict: true });

/** Behind the first place that does not fit, long lines are not read to their end. */
function treeOf(text: string): Tree {
  const parse = strictParser.startParse(text);
  try {
    for (;;) {
      const tree = parse.advance();
      if (tree) return tree;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return parseTolerantly(parser, withShortLines(text, parse.parsedPos));
  }
}

function nothingOf(code: string, tokens: Tokens): ParsedPython {
  return { code, tokens, tree: parser.parse(""), rows: [], hidesEffects: false };
}

/** A statement around a bracket that is never closed looks wrong too, but for the bracket's sake. */
function exactProblem(code: string, tokens: Tokens): SyntaxProblem | undefined {
  const layout = layoutProblem(code, tokens);
  const others = [statementProblem(code, tokens), literalProblem(code, tokens)];
  let first = layout;
  for (const other of others) {
    if (other && (!first || other.range.end <= first.range.start)) first = other;
  }
  return first;
}

function firstErrorNode(tree: Tree): SyntaxNode | undefined {
  let first: SyntaxNode | undefined;
  tree.iterate({
    enter(node) {
      if (!first && node.type.isError) first = node.node;
      return !first;
    },
  });
  return first;
}

const longestChain = 250;

function isEndlessChain(code: string, { lines }: Tokens, errorNode: SyntaxNode): boolean {
  const line = lines.findLast(({ indentation }) => indentation.start <= errorNode.from);
  const operators = line?.tokens.filter(({ start, end }) =>
    /^(?:[-+*/%|&^@~]+|and|or|not|lambda|await|if|else|for|\.|=|:=|<|>|==)$/.test(code.slice(start, end)),
  );
  return operators !== undefined && operators.length > longestChain;
}

const longestPrefix = 500;

/** `not not not …`, `lambda: lambda: …`: each lies in the one before it. */
function hasEndlessPrefix(code: string, { all }: Tokens): boolean {
  let [signs, lambdas] = [0, 0];
  for (const { start, end, kind } of all) {
    const text = code.slice(start, end);
    signs = /^(?:not|await|[-+~])$/.test(text) ? signs + 1 : 0;
    if (text === "lambda") lambdas++;
    else if (kind === "newline" || /^[,;)\]}]$/.test(text)) lambdas = 0;
    if (signs > longestPrefix || lambdas > longestPrefix) return true;
  }
  return false;
}

function grammarProblem(code: string, { all }: Tokens, errorNode: SyntaxNode): SyntaxProblem {
  const index = all.findIndex((token) => token.end > errorNode.from);
  const token: Token | undefined = all[index === -1 ? all.length - 1 : index];
  if (!token) return { message: "Python cannot read this.", range: { start: 0, end: code.length } };
  const previous = all[index === -1 ? all.length - 1 : index - 1];
  if (token.kind === "newline" || index === -1) {
    const range = previous && previous.kind !== "newline" ? previous : token;
    return {
      message: `Python cannot read this line: something is missing after "${shorten(code.slice(range.start, range.end))}".`,
      range: { start: range.start, end: range.end },
    };
  }
  return {
    message: `Python cannot read this line: "${shorten(code.slice(token.start, token.end))}" is not expected here.`,
    range: { start: token.start, end: token.end },
  };
}
