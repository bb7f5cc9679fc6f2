import type { SyntaxNode } from "@lezer/common";
import type { OffsetRange } from "../text/offset-range.ts";

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isError && !child.type.isSkipped && child.name !== "Comment") children.push(child);
  }
  return children;
}

/** The library's own way to find children costs as much as the node lies deep. */
export function childNamed(node: SyntaxNode, name: string): SyntaxNode | undefined {
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name === name) return child;
  return undefined;
}

export function childrenNamed(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name === name) children.push(child);
  return children;
}

export function rangeOf(node: SyntaxNode): OffsetRange {
  return { start: node.from, end: node.to };
}

/** The nodes between commas. */
export function splitAtCommas(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups.filter((group) => group.length > 0);
}

export function holdsError(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate((at) => {
    found ||= at.type.isError;
    return !found;
  });
  return found;
}
