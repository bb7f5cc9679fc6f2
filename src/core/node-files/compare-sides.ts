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
 * that most of the original has.
 */
export function withLineEndsOf(original: string, text: string): string {
  if (!original.includes("\r")) return text.replace(/\r\n?/g, "\n");
  const before = linesOf(original);
  const usual = mostFrequentEnd(before);
  const now = linesOf(text);
  let top = 0;
  while (top < Math.min(before.length, now.length) && before[top]?.text === now[top]?.text) top++;
  let bottom = 0;
  const most = Math.min(before.length, now.length) - top;
  while (bottom < most && before.at(-1 - bottom)?.text === now.at(-1 - bottom)?.text) bottom++;
  return now
    .map(({ text, end }, index) => {
      if (end === "") return text;
      const twin =
        index < top
          ? before[index]
          : index >= now.length - bottom
            ? before[before.length - now.length + index]
            : undefined;
      return text + (twin?.end || usual);
    })
    .join("");
}

interface Line {
  readonly text: string;
  /** Empty for the last line. */
  readonly end: string;
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)]
    .map(([, line = "", end = ""]) => ({ text: line, end }))
    .filter((line, index, all) => index === 0 || line.text !== "" || line.end !== "" || all[index - 1]?.end !== "");
}

function mostFrequentEnd(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { end } of lines) if (end !== "") counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "\n";
}
