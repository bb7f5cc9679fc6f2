import type { SyntaxNode } from "@lezer/common";
import type { ForeignName, NameUse } from "../code-facts.ts";
import { holdsError, rangeOf } from "../syntax-nodes.ts";
import type { LongRow } from "./long-rows.ts";
import type { ParsedPython } from "./parse-python.ts";
import type { Token } from "./tokens.ts";

/**
 * Every use of a name that the code binds nowhere, Python's own builtins included. Scopes are not told apart: a name
 * that is bound in one of them counts as bound in all, and so does one that stands where the tree shows something else.
 */
export function readForeignNames({ code, tree, tokens, glossed, rows }: ParsedPython): readonly ForeignName[] {
  // The grammar library cuts endless chains.
  if (holdsError(tree.topNode)) return [];
  const bound = new Set<string>();
  const shown = new Set<number>();
  const { names: inRows, starts: plain } = readRows(code, tokens.all, rows);
  for (const [index, { start, end }] of glossed === undefined ? [] : tokens.all.entries()) {
    const isShown = code.slice(start, end) === glossed?.slice(start, end);
    if (isShown) shown.add(start);
    else if (plain.has(start)) continue;
    // With what stands before it: it may be the `:=` behind a name.
    else for (const [word] of code.slice(tokens.all[index - 1]?.start, end).matchAll(namePattern)) bound.add(word);
  }
  const uses: SyntaxNode[] = [];
  const lists = new BindingLists();
  const around = new Surroundings();
  tree.iterate({
    enter(at) {
      // To make a node costs as much as it lies deep.
      if (at.name !== "VariableName" || (glossed !== undefined && !shown.has(at.from))) return;
      const { node } = at;
      if (isNoVariable(node, around)) return;
      if (isBinding(node, lists)) bound.add(code.slice(node.from, node.to));
      else uses.push(node);
    },
  });
  const found = uses.map((node) => ({ node, range: rangeOf(node) }));
  for (const { start, end } of inRows) found.push({ node: tree.resolveInner(start), range: { start, end } });
  return found
    .sort((one, other) => one.range.start - other.range.start)
    .flatMap(({ node, range }) => {
      const name = code.slice(range.start, range.end);
      return bound.has(name) ? [] : [{ name, range, use: useOf(node, around) }];
    });
}

interface PlainRows {
  readonly names: readonly Token[];
  /** Of all that stands there. */
  readonly starts: ReadonlySet<number>;
}

/** What is blank in the tree and binds no name, with the names that it uses. */
function readRows(code: string, all: readonly Token[], rows: readonly LongRow[]): PlainRows {
  const names: Token[] = [];
  const starts = new Set<number>();
  let at = 0;
  for (const { range } of rows) {
    while (at < all.length && (all[at] as Token).start < range.start) at++;
    const first = at;
    while (at < all.length && (all[at] as Token).start < range.end) at++;
    const isBinding = all.slice(first, at).some(({ start, end }) => bindingWords.test(code.slice(start, end)));
    for (let index = first; index < at && !isBinding; index++) {
      const token = all[index] as Token;
      starts.add(token.start);
      const before = all[index - 1];
      const isAttribute = before !== undefined && code.slice(before.start, before.end) === ".";
      if (token.kind === "name" && !isAttribute && !operatorWords.has(code.slice(token.start, token.end)))
        names.push(token);
    }
  }
  return { names, starts };
}

const bindingWords = /^(?:lambda|for|:=|=)$/;
const operatorWords = new Set("and or not in is if else await True False None".split(" "));

const namePattern = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The `key` of `f(key=value)` and of `case A(key=value)`, the `b` of `@a.b`, and the type of a local variable, which is never looked at. */
function isNoVariable(node: SyntaxNode, around: Surroundings): boolean {
  const { parent, prevSibling, nextSibling } = node;
  if (parent?.name === "ArgList") return nextSibling?.name === "AssignOp" && !isWalrus(nextSibling);
  if (parent?.name === "KeywordPattern") return true;
  if (parent?.name === "Decorator") return prevSibling?.name === ".";
  return around.of(node).isType;
}

function isWalrus({ from, to }: SyntaxNode): boolean {
  return to - from === ":=".length;
}

const definitions = [
  "FunctionDefinition",
  "ClassDefinition",
  "ScopeStatement",
  "TypeDefinition",
  "ImportStatement",
  "CapturePattern",
  "AsPattern",
];

function isBinding(node: SyntaxNode, lists: BindingLists): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (definitions.includes(parent.name) || node.prevSibling?.name === "as") return true;
  if (parent.name === "ArgList" && node.nextSibling?.name === "AssignOp") return true;
  if (parent.name === "ParamList") return node.prevSibling?.name !== "AssignOp";
  if (parent.name === "NamedExpression") return parent.firstChild?.from === node.from;
  if (parent.name === "ForStatement" || parent.name.endsWith("ComprehensionExpression") || parent.name === "ArgList")
    return lists.isLoopVariable(parent, node);
  if (parent.name === "AssignStatement" || parent.name === "UpdateStatement") return lists.isAssigned(parent, node);
  const isGroup =
    parent.name === "TupleExpression" || parent.name === "ArrayExpression" || parent.name === "ParenthesizedExpression";
  return isGroup && isBinding(parent, lists);
}

/** What long lists bind, read once for each list. */
class BindingLists {
  private readonly loopVariables = new Map<string, ReadonlySet<number>>();
  private readonly lastAssignments = new Map<string, number>();

  /** Between `for` and `in`. */
  isLoopVariable(list: SyntaxNode, node: SyntaxNode): boolean {
    const place = placeOf(list);
    const known = this.loopVariables.get(place) ?? loopVariablesOf(list);
    this.loopVariables.set(place, known);
    return known.has(node.from);
  }

  isAssigned(statement: SyntaxNode, node: SyntaxNode): boolean {
    const place = placeOf(statement);
    const last = this.lastAssignments.get(place) ?? lastAssignmentOf(statement);
    this.lastAssignments.set(place, last);
    return node.from < last;
  }
}

function placeOf({ from, to, name }: SyntaxNode): string {
  return `${from}-${to} ${name}`;
}

function loopVariablesOf(list: SyntaxNode): ReadonlySet<number> {
  const variables = new Set<number>();
  let isBetween = false;
  for (let at = list.firstChild; at; at = at.nextSibling) {
    if (at.name === "for") isBetween = true;
    else if (at.name === "in") isBetween = false;
    else if (isBetween) variables.add(at.from);
  }
  return variables;
}

function lastAssignmentOf(statement: SyntaxNode): number {
  let last = -1;
  for (let at = statement.firstChild; at; at = at.nextSibling) {
    if (at.name === "AssignOp" || at.name === "UpdateOp" || at.name === "TypeDef") last = at.from;
  }
  return last;
}

/** Inside a `try`, whatever it catches; newer releases of Python look at a function's types only when asked. */
export function useOf(node: SyntaxNode, around = new Surroundings()): NameUse {
  const { isTried, isPerhaps } = around.of(node);
  return isTried ? "guarded" : isPerhaps ? "perhaps" : "certain";
}

interface Surrounding {
  readonly isTried: boolean;
  readonly isPerhaps: boolean;
  /** In the type of a variable that is assigned. */
  readonly isType: boolean;
}

/** What stands around nodes, read once for each that others lie in. */
class Surroundings {
  private readonly known = new Map<string, Surrounding>();

  of(node: SyntaxNode): Surrounding {
    const open: SyntaxNode[] = [];
    let found: Surrounding | undefined;
    for (let at: SyntaxNode | null = node; at && !found; at = at.parent) {
      found = this.known.get(placeOf(at));
      if (!found) open.push(at);
    }
    let said = found ?? { isTried: false, isPerhaps: false, isType: false };
    for (let at = open.pop(); at; at = open.pop()) {
      said = surroundingOf(at, said);
      this.known.set(placeOf(at), said);
    }
    return said;
  }
}

function surroundingOf(node: SyntaxNode, outer: Surrounding): Surrounding {
  const parent = node.parent?.name;
  const before = /^(?:TryStatement|ConditionalExpression|BinaryExpression)$/.test(parent ?? "")
    ? (node.prevSibling?.name ?? "")
    : "";
  const isPerhaps =
    (parent === "ConditionalExpression" && before !== "if") ||
    (parent === "BinaryExpression" && /^(?:and|or)$/.test(before)) ||
    node.name === "TypeDef";
  return {
    isTried: outer.isTried || (parent === "TryStatement" && before === "try"),
    isPerhaps: outer.isPerhaps || (parent !== undefined && isPerhaps),
    isType: outer.isType || (parent === "AssignStatement" && node.name === "TypeDef"),
  };
}
