import { keptStretches } from "../text/json/kept-lines.ts";

/** A node's code in its file and in its workflow, and as both had it when they were last alike. */
export interface Sides {
  readonly synced: string;
  readonly file: string;
  readonly workflow: string;
}

/** "both-changed": in different ways, so that someone has to decide. */
export type Comparison = "alike" | "file-changed" | "workflow-changed" | "both-changed";

export function compareSides({ synced, file, workflow }: Sides): Comparison {
  if (file === workflow) return "alike";
  if (workflow === synced) return "file-changed";
  return file === synced ? "workflow-changed" : "both-changed";
}

/**
 * The text with the line ends that `original` has on lines that stayed as they were. An editor gives all lines of a
 * file the same end when it saves; code that mixes them would change where nobody touched it. Other lines get the end
 * that most of the original has. Where thousands of lines differ, only those above and below all of them count as kept.
 * Of several originals, each counts for the lines that those before it do not have, and the last for the rest.
 */
export function withLineEndsOf(original: string | readonly string[], text: string): string {
  const originals = typeof original === "string" ? [original] : original;
  if (!originals.some((each) => each.includes("\r"))) return withLineFeeds(text);
  const kept = originals.map((each) => keptEnds(each, text));
  const usual = originals.map((each) => mostFrequentEnd(linesOf(each))).findLast((end) => end !== "") ?? "\n";
  let ended = "";
  for (const [index, { text: line, end }] of linesOf(text).entries()) {
    const wanted = end && (kept.map((ends) => ends[index]).find((each) => each) ?? usual);
    // A carriage return and a line feed that meet would be one line end.
    const meets = line === "" && wanted === "\n" && ended.endsWith("\r");
    ended += line + (meets ? "\r\n" : wanted);
  }
  return ended;
}

export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Of each line of the text the end that it has in the original, where it stayed as it was. */
function keptEnds(original: string, text: string): readonly (string | undefined)[] {
  const endAt = new Map(linesOf(original).map(({ start, end }) => [start, end]));
  const kept = keptStretches(withLineFeeds(original), withLineFeeds(text));
  let next = 0;
  return linesOf(text).map(({ text, start }) => {
    const lineFeedAt = start + text.length;
    while ((kept[next]?.new.end ?? Number.POSITIVE_INFINITY) <= lineFeedAt) next++;
    const stretch = kept[next];
    // A stretch may begin within a line; where that is, no line of the original begins.
    const isKept = stretch && stretch.new.start <= start;
    return isKept ? endAt.get(start - stretch.new.start + stretch.old.start) : undefined;
  });
}

interface Line {
  readonly text: string;
  /** Empty for the last line. */
  readonly end: string;
  /** Where it begins while every line ends with one line feed. */
  readonly start: number;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const [, line = "", end = ""] of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    lines.push({ text: line, end, start });
    start += line.length + 1;
    if (end === "") break; // At the end of the text there is one more match, of nothing.
  }
  return lines;
}

/** Empty for a text of one line. */
function mostFrequentEnd(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { end } of lines) if (end !== "") counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}
