import type { OffsetRange } from "../offset-range.ts";

/**
 * YAML 1.1, which PyYAML and so Dify read, also breaks lines at U+0085, U+2028, U+2029 and at a carriage return alone;
 * the `yaml` library does not. Source: PyYAML 6.0.3 `scanner.py`, executed 2026-11.
 */
const oddLineBreak = /[\x85\u2028\u2029]|\r(?!\n)/g;

/**
 * The text as the library has to see it to find the lines that PyYAML finds; every offset stays where it is, and so do the
 * line breaks in the ranges `left`, which are in order.
 */
export function withPlainLineBreaks(text: string, left: readonly OffsetRange[] = []): string {
  let next = 0;
  return text.replace(oddLineBreak, (lineBreak, offset: number) => {
    while ((left[next]?.end ?? Number.POSITIVE_INFINITY) <= offset) next++;
    return (left[next]?.start ?? Number.POSITIVE_INFINITY) <= offset ? lineBreak : "\n";
  });
}

export function isOddLineBreak(text: string, offset: number): boolean {
  return holdsOddLineBreak(text, { start: offset, end: offset + 1 });
}

export function holdsOddLineBreak(text: string, { start, end }: OffsetRange): boolean {
  // A carriage return at the end is judged by what follows.
  const found = text.slice(start, end + 1).search(oddLineBreak);
  return found !== -1 && start + found < end;
}

/** The last odd line break that stands at or before an offset, else the first one behind it; undefined without any. */
export function oddLineBreakNear(text: string, offset: number): { readonly index: number } | undefined {
  let near: { readonly index: number } | undefined;
  for (const found of text.matchAll(oddLineBreak)) {
    if (near && found.index > offset) break;
    near = found;
  }
  return near;
}
