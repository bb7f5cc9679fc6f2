import { type Colour, joined, jsonText, line, paint, type TerminalText } from "./terminal-text.ts";

/** What became of one node file, or of a node that has none. */
export interface StepLine {
  readonly path: string;
  /** The node's id, when it is known. */
  readonly node?: string;
  /** "refused": it stays as it is until someone decides. "unusable": a file cannot be read or written. */
  readonly status: "created" | "unchanged" | "updated" | "kept" | "saved" | "conflict" | "refused" | "unusable";
  readonly message?: string;
}

const colours: Readonly<Record<StepLine["status"], Colour>> = {
  created: "green",
  saved: "green",
  updated: "green",
  unchanged: "grey",
  kept: "yellow",
  conflict: "red",
  refused: "red",
  unusable: "red",
};

/** `isStream`: more follows, so that each part of JSON is a line of its own. */
export function printedLines(lines: readonly StepLine[], format: "pretty" | "json", isStream = false): TerminalText {
  if (format === "json") return jsonText(JSON.stringify({ files: lines }, null, isStream ? 0 : 2));
  return joined(
    lines.map(({ path, status, message }) => {
      const said = message ? line`\n  ${message}` : "";
      return line`${paint(colours[status], status)} ${path}${said}`;
    }),
  );
}

/** 1: someone has to decide; 2: a file is unusable. */
export function exitCodeOf(lines: readonly StepLine[]): number {
  if (lines.some(({ status }) => status === "unusable")) return 2;
  return lines.some(({ status }) => status === "conflict" || status === "refused") ? 1 : 0;
}
