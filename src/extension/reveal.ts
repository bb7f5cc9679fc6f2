import * as vscode from "vscode";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import type { MainFunction } from "../core/languages/code-facts.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import { type OpenNode, placeInDocument, rangeInDocument } from "./open-node.ts";

export function mainOf(node: CodeNode): MainFunction | undefined {
  const { main } = readNodeFacts(node);
  return main.kind === "function" ? main : undefined;
}

/** Puts the cursor where the document spells a place in the node's code; `line` and `column` from 1. */
export async function revealLine(open: OpenNode, line: number, column?: number): Promise<void> {
  await reveal(open, placeInDocument(open, line, column));
}

/** Selects where the code returns the output; its `main` when no return shows it. */
export async function revealOutput(open: OpenNode, output: string): Promise<void> {
  const main = mainOf(open.node);
  if (!main) return revealLine(open, 1);
  const keys = main.returns.flatMap(({ value }) => (value.kind === "object" ? (value.keys.get(output) ?? []) : []));
  const range = keys[0]?.range ?? main.returns.at(-1)?.range ?? main.nameRange;
  await reveal(open, rangeInDocument(open.document, open.node, range));
}

async function reveal({ document }: OpenNode, selection: vscode.Range): Promise<void> {
  await vscode.window.showTextDocument(document, { selection });
}
