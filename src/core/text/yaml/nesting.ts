import type { CST } from "yaml";

/** PyYAML 6.0.3 gives up at 492 levels, where Python's stack ends; executed 2026-11. The `yaml` library recurses too. */
export const deepestNesting = 490;

/** Where the first collection begins that lies deeper than that; undefined where none does. */
export function tooDeepAt(tokens: readonly CST.Token[]): number | undefined {
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (token.type === "document" && token.value) waiting.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    if (depth === deepestNesting) return token.offset;
    for (const { key, value } of token.items as readonly CST.CollectionItem[]) {
      if (key) waiting.push({ token: key, depth: depth + 1 });
      if (value) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}
