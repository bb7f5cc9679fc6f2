import { type Colour, paint } from "./paint.ts";

/** What became of one node file. */
export interface StepLine {
  readonly path: string;
  /** The node's id, when it is known. */
  readonly node?: string;
  readonly status: "created" | "unchanged" | "updated" | "kept" | "saved" | "conflict" | "refused";
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
};

export function printedLines(lines: readonly StepLine[], format: "pretty" | "json"): string {
  if (format === "json") return JSON.stringify({ files: lines }, null, 2);
  return lines
    .map(({ path, status, message }) => `${paint(colours[status], status)} ${path}${message ? `\n  ${message}` : ""}`)
    .join("\n");
}
