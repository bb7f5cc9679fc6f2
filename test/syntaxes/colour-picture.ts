import type { Token } from "./editor-grammar.ts";

// A picture shows, before each line, whose colours it has: YAML's (yml), its blocks' (txt), Python's or JavaScript's.

export const shortNames = { python: "py", javascript: "js" } as const;

/** What colours a line has as a whole; empty for a blank one. */
export function colourOf(tokens: readonly Token[]): string {
  const scopes = tokens.filter(({ text }) => text.trim() !== "").flatMap((token) => token.scopes);
  if (scopes.length === 0) return "";
  if (scopes.some((scope) => scope.startsWith("meta.embedded.block.python"))) return "py";
  if (scopes.some((scope) => scope.startsWith("meta.embedded.block.javascript"))) return "js";
  return scopes.includes("string.unquoted.block.yaml") ? "txt" : "yml";
}

/** The lines of a picture, and the colours that it says they have. */
export function pictured(picture: string): { readonly text: string; readonly colours: readonly string[] } {
  const rows = picture.replace(/^\n/, "").trimEnd().split("\n");
  return {
    text: rows.map((row) => `${row.slice(4)}\n`).join(""),
    colours: rows.map((row) => row.slice(0, 3).trim()),
  };
}

/** The picture of a workflow whose Code node has these lines as its code. */
export function inNode(rows: string): string {
  const head = ["workflow:", "  graph:", "    nodes:", "    - data:", "        code: |"];
  return head.map((line) => `yml|${line}\n`).join("") + rows.replace(/^\n/, "").replaceAll("|  ", `|${" ".repeat(10)}`);
}
