import type { SyntaxNode } from "@lezer/common";
import { childNamed, childrenOf } from "../syntax-nodes.ts";

/** The value of a constant string or of a template without substitutions; undefined for anything else. */
export function constantString(code: string, node: SyntaxNode): string | undefined {
  if (node.name === "ParenthesizedExpression") {
    const inner = childrenOf(node)[1];
    return inner ? constantString(code, inner) : undefined;
  }
  const isConstant = node.name === "String" || (node.name === "TemplateString" && !childNamed(node, "Interpolation"));
  const text = code.slice(node.from, node.to);
  if (!isConstant || text.length < 2 || text.charAt(0) !== text.charAt(text.length - 1)) return undefined;
  return text.slice(1, -1).replace(escapePattern, (_whole, two, four, braced, simple: string) => {
    const hex: string | undefined = two ?? four ?? braced;
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
    return simpleEscapes[simple] ?? simple;
  });
}

const escapePattern = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\}|(\r\n|[\s\S]))/g;
const simpleEscapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  0: "\0",
  "\n": "",
  "\r": "",
  "\r\n": "",
  "\u2028": "",
  "\u2029": "",
};

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "";
}
