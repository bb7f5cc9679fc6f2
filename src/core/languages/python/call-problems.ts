// Arguments and parameters that Python refuses in the order, or as often, as they stand.
import type { SyntaxNode } from "@lezer/common";
import type { SyntaxProblem } from "../code-facts.ts";
import { childrenOf, rangeOf } from "../syntax-nodes.ts";

interface Argument {
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  /** As the code spells it: a star may be blank in the tree's code. */
  readonly stars: string;
  readonly keyword?: string;
  readonly isGenerator: boolean;
}

/** In a call or behind the name of a class. */
export function argumentProblem(code: string, list: SyntaxNode): SyntaxProblem | undefined {
  const keywords = new Set<string>();
  let isBehindMapping = false;
  const all = argumentsOf(code, list);
  for (const { first, last, stars, keyword, isGenerator } of all) {
    const range = { start: first.from, end: last.to };
    if (isGenerator && all.length > 1) {
      return { message: "A generator beside other arguments stands in parentheses of its own.", range };
    }
    if (stars === "**") isBehindMapping = true;
    else if (stars === "*" && isBehindMapping) {
      return { message: "An argument with * stands before those with **.", range };
    } else if (keyword !== undefined) {
      if (keywords.has(keyword)) return { message: `The argument "${keyword}" is there twice.`, range: rangeOf(first) };
      keywords.add(keyword);
    } else if (stars === "" && (keywords.size > 0 || isBehindMapping)) {
      return { message: "An argument without a name stands before those with one.", range };
    }
  }
  return undefined;
}

function argumentsOf(code: string, list: SyntaxNode): readonly Argument[] {
  return splitAtCommas(list).flatMap(({ parts, start }) => {
    const [first, operator] = parts.filter(({ name }) => name !== "*" && name !== "**");
    if (!first) return [];
    const stars = starsIn(code, start, first);
    const isKeyword = operator?.name === "AssignOp" && code.slice(operator.from, operator.to) === "=";
    const isGenerator = parts.some(({ name }) => name === "for");
    const last = parts.at(-1) as SyntaxNode;
    const keyword = isKeyword ? { keyword: code.slice(first.from, first.to) } : {};
    return [{ first, last, stars, isGenerator, ...keyword }];
  });
}

/** Of `def` and `lambda`. */
export function parameterProblem(code: string, list: SyntaxNode): SyntaxProblem | undefined {
  const names = new Set<string>();
  const all = parametersOf(code, list);
  let [hasDefaults, isBehindStar, isBehindMapping] = [false, false, false];
  for (const [index, { parts, stars, name }] of all.entries()) {
    const range = rangeOf(name ?? (parts[0] as SyntaxNode));
    if (isBehindMapping) return { message: "No parameter follows the one with **.", range };
    if (stars === "*") {
      if (isBehindStar) return { message: "Only one parameter has a star.", range };
      const next = all[index + 1];
      if (!name && next?.stars !== "") return { message: "A star alone wants a named parameter behind it.", range };
      isBehindStar = true;
    }
    isBehindMapping = stars === "**";
    if (!name) continue;
    const text = code.slice(name.from, name.to);
    if (names.has(text)) return { message: `The parameter "${text}" is there twice.`, range };
    names.add(text);
    if (stars !== "" || isBehindStar) continue;
    const hasDefault = parts.some((part) => part.name === "AssignOp");
    if (hasDefaults && !hasDefault) {
      return { message: `The parameter "${text}" needs a default, because one before it has one.`, range };
    }
    hasDefaults ||= hasDefault;
  }
  return undefined;
}

interface Parameter {
  readonly parts: readonly SyntaxNode[];
  readonly stars: string;
  /** Absent where a star stands alone. */
  readonly name?: SyntaxNode;
}

function parametersOf(code: string, list: SyntaxNode): readonly Parameter[] {
  return splitAtCommas(list).flatMap(({ parts, start }) => {
    const name = parts.find((part) => part.name !== "*" && part.name !== "**");
    if (name?.name === "VariableName") return [{ parts, stars: starsIn(code, start, name), name }];
    return parts[0] ? [{ parts, stars: code.slice(parts[0].from, parts[0].to) }] : [];
  });
}

interface Part {
  readonly parts: readonly SyntaxNode[];
  /** Behind the comma before it. */
  readonly start: number;
}

/** What stands between the commas of a list; those of a generator's targets are its own. */
function splitAtCommas(list: SyntaxNode): readonly Part[] {
  const found: Part[] = [];
  let parts: SyntaxNode[] = [];
  let start = list.from + (list.firstChild?.name === "(" ? 1 : 0);
  let isInTarget = false;
  for (const child of childrenOf(list)) {
    if (child.name === "(" || child.name === ")") continue;
    if (child.name === "for") isInTarget = true;
    else if (child.name === "in") isInTarget = false;
    if (child.name === "," && !isInTarget) {
      found.push({ parts, start });
      parts = [];
      start = child.to;
    } else parts.push(child);
  }
  return [...found, { parts, start }];
}

/** Before an argument or a parameter, as the code spells them: they may be blank in the tree's. */
function starsIn(code: string, start: number, { from }: SyntaxNode): string {
  const before = code.slice(start, from).replace(/#[^\r\n]*/g, "");
  return /\*{1,2}(?=[\s\\]*$)/.exec(before)?.[0] ?? "";
}
