import type { SyntaxNode, SyntaxNodeRef, Tree } from "@lezer/common";
import type { CodeForm } from "../../workflow/code-node.ts";
import type { SyntaxProblem } from "../code-facts.ts";

/** Statements that are well formed but stand where Python refuses them, in a tree without error nodes. */
export function misplacedStatement(code: string, tree: Tree, form: CodeForm): SyntaxProblem | undefined {
  let problem: SyntaxProblem | undefined;
  tree.iterate({
    enter(node) {
      problem ??= problemOf(code, node, form);
      return !problem;
    },
  });
  return problem;
}

function problemOf(code: string, node: SyntaxNodeRef, form: CodeForm): SyntaxProblem | undefined {
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
    case "AssignStatement":
      return targetProblem(code, node.node);
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

/** Only those of `def`: a lambda's list has no brackets. */
function parameterProblem(code: string, list: SyntaxNode): SyntaxProblem | undefined {
  let defaultSeen = false;
  const names = new Set<string>();
  for (let node = list.firstChild; node; node = node.nextSibling) {
    if (node.name === "*" || node.name === "**") return undefined;
    if (node.name !== "VariableName" || node.prevSibling?.name === "AssignOp") continue;
    const name = code.slice(node.from, node.to);
    const range = { start: node.from, end: node.to };
    if (names.has(name)) return { message: `The parameter "${name}" is there twice.`, range };
    names.add(name);
    const afterType = node.nextSibling?.name === "TypeDef" ? node.nextSibling.nextSibling : node.nextSibling;
    const hasDefault = afterType?.name === "AssignOp";
    if (defaultSeen && !hasDefault) {
      return { message: `The parameter "${name}" needs a default, because one before it has one.`, range };
    }
    defaultSeen ||= hasDefault;
  }
  return undefined;
}

const constants = [
  "Number",
  "String",
  "ContinuedString",
  "FormatString",
  "None",
  "Boolean",
  "CallExpression",
  "BinaryExpression",
];

function targetProblem(code: string, statement: SyntaxNode): SyntaxProblem | undefined {
  for (let node = statement.firstChild; node; node = node.nextSibling) {
    const isTarget = node.nextSibling?.name === "AssignOp";
    if (isTarget && constants.includes(node.name)) {
      const written = code.slice(node.from, node.to);
      return {
        message: `Nothing can be assigned to ${written.length > 40 ? "this" : written}. Use == to compare.`,
        range: { start: node.from, end: node.to },
      };
    }
  }
  return undefined;
}
