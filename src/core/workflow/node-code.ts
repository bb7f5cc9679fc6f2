import { codeOffsetAt } from "../text/embedded-text.ts";
import type { CodeNode } from "./code-node.ts";

/** How the code of a node is spelt: "block": line by line as it is; "escaped": in quotes, or on lines that are not its own. */
export type CodeSpelling = "block" | "escaped";

/** The node whose code stands at an offset of its workflow file, the quotes or the block's header included. */
export function nodeWithCodeAt(nodes: readonly CodeNode[], offset: number): CodeNode | undefined {
  return nodes.find(({ code }) => code.documentRange.end > offset && codeOffsetAt(code, offset) !== undefined);
}

/** `text` is the workflow file. Only YAML's block scalars begin with their header; nothing else can begin so. */
export function spellingOf(text: string, { code }: Pick<CodeNode, "code">): CodeSpelling {
  return /[|>]/.test(text.charAt(code.documentRange.start)) ? "block" : "escaped";
}
