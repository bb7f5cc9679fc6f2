import type { Finding } from "../../../src/core/checks/check.ts";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import type { CodeFacts } from "../../../src/core/languages/code-facts.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import type { CodeNode, Language } from "../../../src/core/workflow/code-node.ts";

/** Code with as many parts as one asks for. */
export type Shape = (parts: number) => string;

export function each(count: number, part: string | ((index: number) => string), separator = ""): string {
  return Array.from({ length: count }, (_, index) => (typeof part === "string" ? part : part(index))).join(separator);
}

export function nested(count: number, open: string, inside: string, close: string): string {
  return open.repeat(count) + inside + close.repeat(count);
}

/** How code is run, and by whom. */
export interface Variant {
  readonly language: Language;
  readonly declaration: object;
  /** The code around the inside of a function. */
  wrap(body: string): string;
}

const difyNode = { dialect: "dify", inputs: { x: { type: "string" } }, outputs: { a: { type: "number" } } };

export const variants = {
  "Dify, JavaScript": {
    language: "javascript",
    declaration: difyNode,
    wrap: (body) => `function main({ x }) {\n${body}\nreturn { a: 1 };\n}\n`,
  },
  "Dify, Python": {
    language: "python",
    declaration: difyNode,
    wrap: (body) => `def main(x):\n  pass\n${body.replace(/^(?=.)/gm, "  ")}\n  return {"a": 1}\n`,
  },
  "n8n, JavaScript": {
    language: "javascript",
    declaration: { dialect: "n8n" },
    wrap: (body) => `${body}\nreturn [];\n`,
  },
  "n8n, JavaScript for each item": {
    language: "javascript",
    declaration: { dialect: "n8n", mode: "runOnceForEachItem" },
    wrap: (body) => `${body}\nreturn {};\n`,
  },
  "n8n, native Python": {
    language: "python",
    declaration: { dialect: "n8n" },
    wrap: (body) => `pass\n${body}\nreturn []\n`,
  },
  "n8n, Python on Pyodide": {
    language: "python",
    declaration: { dialect: "n8n", language: "python" },
    wrap: (body) => `pass\n${body}\nreturn []\n`,
  },
} as const satisfies Readonly<Record<string, Variant>>;

/** As the command line checks a node file, under the usual target. */
export function check({ language, declaration }: Variant, code: string): readonly Finding[] {
  const path = language === "python" ? "x.py" : "x.js";
  const source = { path, text: code, declarationText: JSON.stringify(declaration) };
  const read = readSource(source);
  if (!read) throw new Error("A node file is always read.");
  const target = targetOrDefault(read.dialect, undefined);
  const known = new Map<CodeNode, CodeFacts>();
  const factsOf = (node: CodeNode) => {
    const facts = known.get(node) ?? readNodeFacts(node);
    known.set(node, facts);
    return facts;
  };
  const { findings, declarationFindings } = checkSource(source, read, target, factsOf);
  return [...findings, ...declarationFindings];
}
