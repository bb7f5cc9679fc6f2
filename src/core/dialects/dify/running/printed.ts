import type { ConsoleLine } from "../../../run/outcome.ts";

/** What a run printed on one stream, each line with its end. */
export function printedOn(stream: ConsoleLine["stream"], lines: readonly ConsoleLine[]): string {
  return lines.map((line) => (line.stream === stream ? `${line.text}\n` : "")).join("");
}

export type ResultText =
  | { readonly kind: "text"; readonly text: string }
  /** `message` is Dify's. */
  | { readonly kind: "missing"; readonly message: string };

const tag = "<<RESULT>>";
const quotedCodePoints = 200;

/**
 * The result as Dify cuts it out of what was printed: from the first tag to the last one.
 * Source: `core/helper/code_executor/template_transformer.py`, read 2026-08.
 */
export function resultInStdout(stdout: string): ResultText {
  const start = stdout.indexOf(tag);
  const end = stdout.lastIndexOf(tag);
  if (end >= start + tag.length) return { kind: "text", text: stdout.slice(start + tag.length, end) };
  const quoted = [...stdout.slice(0, 2 * quotedCodePoints)].slice(0, quotedCodePoints).join("");
  return {
    kind: "missing",
    message: `Failed to parse result: no result tag found in response. Response: ${quoted}...`,
  };
}

/** What the runner prints after everything else; only its place between the tags matters. */
export function stdoutWithResult(printed: string, resultText: string): string {
  return `${printed}${tag}${resultText}${tag}\n`;
}

export function holdsTag(printed: string): boolean {
  return printed.includes(tag);
}
