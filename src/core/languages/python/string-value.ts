import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../syntax-nodes.ts";
import { stringOpening } from "./string-literals.ts";

/** The value of a constant string literal without escapes; undefined for anything else. */
export function constantString(code: string, node: SyntaxNode): string | undefined {
  if (node.name === "ContinuedString") {
    const pieces = childrenOf(node).map((piece) => constantString(code, piece));
    return pieces.includes(undefined) ? undefined : pieces.join("");
  }
  if (node.name === "ParenthesizedExpression") {
    const inner = childrenOf(node)[1];
    return inner ? constantString(code, inner) : undefined;
  }
  if (node.name !== "String") return undefined;
  const opening = stringOpening(code, node.from);
  if (!opening || opening.isFormat || /b/i.test(code.slice(node.from, opening.contentStart))) return undefined;
  const content = code.slice(opening.contentStart, node.to - opening.quote.length);
  const isClosed =
    node.to - opening.quote.length >= opening.contentStart && code.slice(0, node.to).endsWith(opening.quote);
  if (!isClosed) return undefined;
  return opening.isRaw ? content : decodeEscapes(content);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};

/** Undefined when an escape needs a table that is not worth its weight (`\N{…}`). */
export function decodeEscapes(content: string): string | undefined {
  if (content.includes("\\N")) return undefined;
  return content.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(\r\n|[\s\S]))/g,
    (whole, ...groups) => {
      const [two, four, eight, octal, simple] = groups as (string | undefined)[];
      const hex = two ?? four ?? eight;
      if (hex !== undefined) {
        const codePoint = Number.parseInt(hex, 16);
        return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return simpleEscapes[simple ?? ""] ?? whole;
    },
  );
}
