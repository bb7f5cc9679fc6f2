import type { SyntaxNode, Tree } from "@lezer/common";
import { constantString } from "../../../languages/python/string-value.ts";
import { childrenOf, rangeOf, splitAtCommas } from "../../../languages/syntax-nodes.ts";
import { type Literal, type LiteralKey, literalObject } from "./result-literals.ts";

interface PythonCode {
  readonly code: string;
  readonly tree: Tree;
  /** On Pyodide None is JavaScript's undefined. */
  readonly runner: "native" | "pyodide";
}

/** What the code itself returns, functions in it left out. */
export function pythonResults(source: PythonCode): readonly Literal[] {
  const results: Literal[] = [];
  source.tree.iterate({
    enter({ name, node }) {
      if (name === "ReturnStatement") results.push(resultOf(node, source));
      return name !== "FunctionDefinition" && name !== "ReturnStatement";
    },
  });
  return results;
}

/** `return 1, 2` returns a tuple. */
function resultOf(statement: SyntaxNode, source: PythonCode): Literal {
  const [, ...values] = childrenOf(statement);
  const [value] = values;
  if (value && values.length === 1) return literalOf(value, source);
  return { kind: "list", range: rangeOf(statement), elements: elementsOf(values, source) };
}

function literalOf(node: SyntaxNode, source: PythonCode): Literal {
  const range = rangeOf(node);
  const inside = childrenOf(node).slice(1, -1);
  switch (node.name) {
    case "ParenthesizedExpression":
      return inside[0] ? literalOf(inside[0], source) : { kind: "unknown", range };
    case "DictionaryExpression":
      return dictionaryOf(node, inside, source);
    case "ArrayExpression":
    case "TupleExpression":
      return { kind: "list", range, elements: elementsOf(inside, source) };
    case "ArrayComprehensionExpression":
      return { kind: "list", range, elements: elementsOf(inside.slice(0, 1), source) };
    case "None":
      return source.runner === "pyodide" ? { kind: "lost", range } : { kind: "scalar", range, mayBeFalsy: true };
    case "Number":
    case "Boolean":
    case "FormatString":
      return { kind: "scalar", range, mayBeFalsy: true };
    case "UnaryExpression":
      return isSigned(node) ? { kind: "scalar", range, mayBeFalsy: true } : { kind: "unknown", range };
    default: {
      const text = constantString(source.code, node);
      return text === undefined ? { kind: "unknown", range } : { kind: "scalar", range, mayBeFalsy: text === "" };
    }
  }
}

function isSigned({ firstChild, lastChild }: SyntaxNode): boolean {
  return firstChild?.name === "ArithOp" && lastChild?.name === "Number";
}

function elementsOf(nodes: readonly SyntaxNode[], source: PythonCode): readonly Literal[] {
  return splitAtCommas(nodes).flatMap(([node, ...more]) =>
    node && more.length === 0 ? [literalOf(node, source)] : [],
  );
}

/** A key that is no constant text is one that cannot be seen. */
function dictionaryOf(node: SyntaxNode, inside: readonly SyntaxNode[], source: PythonCode): Literal {
  const entries = splitAtCommas(inside);
  const keys = entries.flatMap(([key, , value]): readonly LiteralKey[] => {
    const name = key && constantString(source.code, key);
    if (name === undefined || !key || !value) return [];
    return [{ name, range: rangeOf(key), value: literalOf(value, source) }];
  });
  return literalObject(rangeOf(node), keys, keys.length === entries.length);
}
