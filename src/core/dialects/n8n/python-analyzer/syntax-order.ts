import type { SyntaxNode } from "@lezer/common";
import { childNamed, childrenOf, splitAtCommas } from "../../../languages/syntax-nodes.ts";

// CPython's syntax tree lists some parts in another order than the text; these functions bring them into its order.

interface Argument {
  /** With a name, or `**`. */
  readonly isKeyword: boolean;
  readonly value: readonly SyntaxNode[];
}

/** Positional arguments first, then those with a name or `**`. */
export function argumentsInOrder(list: SyntaxNode | undefined): readonly Argument[] {
  const groups = splitAtCommas(withoutBrackets(list));
  const read = groups.map((group): Argument => {
    const [name, assign] = group;
    if (assign?.name === "AssignOp") return { value: group.slice(2), isKeyword: true };
    return { value: group, isKeyword: name?.name === "**" };
  });
  return [...read.filter(({ isKeyword }) => !isKeyword), ...read.filter(({ isKeyword }) => isKeyword)];
}

export interface ParameterName {
  readonly name: SyntaxNode;
  readonly annotation: readonly SyntaxNode[];
}

interface Parameters {
  readonly named: readonly ParameterName[];
  /** Expressions: those of keyword-only parameters before `**`, the others at the very end. */
  readonly keywordDefaults: readonly SyntaxNode[];
  readonly keywordRest: readonly ParameterName[];
  readonly defaults: readonly SyntaxNode[];
}

export function parametersInOrder(list: SyntaxNode | undefined): Parameters {
  const named: ParameterName[] = [];
  const keywordRest: ParameterName[] = [];
  const keywordOnly: ParameterName[] = [];
  const defaults: SyntaxNode[] = [];
  const keywordDefaults: SyntaxNode[] = [];
  let isKeywordOnly = false;
  for (const group of splitAtCommas(withoutBrackets(list))) {
    const stars = group[0]?.name;
    const name = group.find((node) => node.name === "VariableName");
    const assign = group.findIndex((node) => node.name === "AssignOp");
    const annotation = group.filter((node) => node.name === "TypeDef");
    if (name) {
      const heap = stars === "**" ? keywordRest : isKeywordOnly ? keywordOnly : named;
      heap.push({ name, annotation });
    }
    if (stars === "*") isKeywordOnly = true;
    if (assign !== -1) (isKeywordOnly ? keywordDefaults : defaults).push(...group.slice(assign + 1));
  }
  return { named: [...named, ...keywordOnly], keywordDefaults, keywordRest, defaults };
}

/** All keys, then all values; `**x` counts as a value. Comprehensions stay as they are. */
export function dictionaryInOrder(node: SyntaxNode): readonly SyntaxNode[] {
  const keys: SyntaxNode[] = [];
  const values: SyntaxNode[] = [];
  for (const group of splitAtCommas(withoutBrackets(node))) {
    const colon = group.findIndex((part) => part.name === ":");
    keys.push(...group.slice(0, Math.max(0, colon)));
    values.push(...group.slice(colon + 1));
  }
  return [...keys, ...values];
}

interface ExceptClause {
  readonly name?: SyntaxNode;
  readonly type: readonly SyntaxNode[];
}

/** The clause whose keyword `except` stands at `index` among the children of a `try` statement. */
export function exceptClause(children: readonly SyntaxNode[], index: number): ExceptClause {
  const end = children.findIndex((node, at) => at > index && node.name === "Body");
  const head = children.slice(index + 1, end === -1 ? undefined : end).filter((node) => node.name !== "*");
  const as = head.findIndex((node) => node.name === "as");
  const name = as === -1 ? undefined : head[as + 1];
  return { type: as === -1 ? head : head.slice(0, as), ...(name && { name }) };
}

export function withoutBrackets(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node ? childrenOf(node).filter(({ name }) => !/^[()[\]{}]$/.test(name)) : [];
}

/** The tree has no node for parentheses. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  const inner = node.name === "ParenthesizedExpression" ? withoutBrackets(node) : [];
  return inner.length === 1 && inner[0] ? unwrapped(inner[0]) : node;
}

/** Of a class pattern: those by their place, and those by the names of attributes. */
export function patternArguments(pattern: SyntaxNode): {
  readonly positional: readonly SyntaxNode[];
  readonly keywords: readonly SyntaxNode[];
} {
  const all = withoutBrackets(childNamed(pattern, "PatternArgList")).filter(({ name }) => name !== ",");
  const keywords = all.filter(({ name }) => name === "KeywordPattern");
  return { keywords, positional: all.filter((one) => !keywords.includes(one) && one.from < one.to) };
}
