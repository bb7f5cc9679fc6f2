import type { SyntaxNode, SyntaxNodeRef, Tree } from "@lezer/common";
import type { CodeForm } from "../../workflow/code-node.ts";
import type { SyntaxProblem } from "../code-facts.ts";
import { argumentProblem, parameterProblem } from "./call-problems.ts";
import { awaitProblem, importProblem, ScopeWalk, tryProblem, yieldProblem } from "./scope-problems.ts";
import { starProblem, targetProblem } from "./target-problems.ts";

/** Statements that are well formed but stand where Python refuses them, in a tree without error nodes. */
export function misplacedStatement(code: string, tree: Tree, form: CodeForm): SyntaxProblem | undefined {
  let problem: SyntaxProblem | undefined;
  const scopes = new ScopeWalk(code, form);
  tree.iterate({
    enter(node) {
      problem ??= problemOf(code, node, form, scopes) ?? scopes.enter(node);
      return !problem;
    },
    leave: (node) => scopes.leave(node),
  });
  return problem;
}

function problemOf(code: string, node: SyntaxNodeRef, form: CodeForm, scopes: ScopeWalk): SyntaxProblem | undefined {
  const range = { start: node.from, end: node.to };
  switch (node.name) {
    case "ReturnStatement":
      if (hasAncestor(node.node, ["FunctionDefinition", ...(form === "file" ? [] : ["Script"])], ["ClassDefinition"])) {
        return undefined;
      }
      return { message: "return stands outside of a function. Indent it into main(), or remove it.", range };
    case "BreakStatement":
    case "ContinueStatement":
      if (isInLoop(node.node)) return undefined;
      return { message: `${code.slice(node.from, node.to)} stands outside of a loop.`, range };
    case "ParamList":
      return parameterProblem(code, node.node);
    case "ArgList":
      return argumentProblem(code, node.node);
    case "AssignStatement":
      return targetProblem(code, node.node) ?? starProblem(code, node.node);
    case "ExpressionStatement":
    case "ParenthesizedExpression":
      return starProblem(code, node.node);
    case "UpdateStatement":
    case "DeleteStatement":
    case "NamedExpression":
      return targetProblem(code, node.node);
    case "ForStatement":
      return targetProblem(code, node.node) ?? awaitProblem(node.node, form, scopes);
    case "AwaitExpression":
    case "WithStatement":
      return awaitProblem(node.node, form, scopes);
    case "YieldStatement":
    case "YieldExpression":
      return yieldProblem(node.node, form, scopes);
    case "TryStatement":
      return tryProblem(node.node);
    case "ImportStatement":
      return importProblem(code, node.node, form);
    // A `yield` of nothing is a name in the tree's code.
    case "VariableName":
      return node.to - node.from === 5 && code.slice(node.from, node.to) === "yield"
        ? yieldProblem(node.node, form, scopes)
        : undefined;
    case "MatchClause":
      return matchProblem(code, node.node);
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
    case "DictionaryComprehensionExpression":
    case "SetComprehensionExpression":
      return targetProblem(code, node.node);
    case "PropertyName":
      return fixedNameProblem(code, node);
    default:
      return undefined;
  }
}

function hasAncestor(node: SyntaxNode, wanted: readonly string[], barriers: readonly string[]): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (wanted.includes(at.name)) return true;
    if (barriers.includes(at.name)) return false;
  }
  return false;
}

/** The `else` of a loop no longer belongs to it. */
function isInLoop(node: SyntaxNode): boolean {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.name === "FunctionDefinition" || at.name === "ClassDefinition") return false;
    const isLoop = at.name === "ForStatement" || at.name === "WhileStatement";
    if (isLoop && child.prevSibling?.name !== "else") return true;
  }
  return false;
}

/** `x.None`: words that name one value everywhere. */
function fixedNameProblem(code: string, { from, to }: SyntaxNodeRef): SyntaxProblem | undefined {
  const name = code.slice(from, to);
  if (!/^(?:None|True|False)$/.test(name)) return undefined;
  return {
    message: `"${name}" is no name that something can have. Write getattr(…, "${name}").`,
    range: { start: from, end: to },
  };
}

/** `case name:` takes everything. */
function matchProblem(code: string, clause: SyntaxNode): SyntaxProblem | undefined {
  const next = nextClause(clause);
  const head = /^case\s+([^\W\d]\w*)\s*:/.exec(code.slice(clause.from, clause.from + 200))?.[1];
  if (!next || head === undefined || /^(?:None|True|False)$/.test(head)) return undefined;
  const message = `"case ${head}:" takes everything, so that no case below it is ever tried. Move it behind all others.`;
  return { message, range: { start: clause.from, end: code.indexOf(":", clause.from) + 1 } };
}

function nextClause(clause: SyntaxNode): SyntaxNode | undefined {
  let node = clause.nextSibling;
  while (node && node.name !== "MatchClause") node = node.nextSibling;
  return node ?? undefined;
}
