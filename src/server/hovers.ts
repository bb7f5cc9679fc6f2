import { type Hover, MarkupKind, type Position } from "vscode-languageserver/node";
import { excerptAt } from "../core/text/code-excerpt.ts";
import { codeOffsetAt, documentRange } from "../core/text/embedded-text.ts";
import { indexLines, offsetAt, positionRange } from "../core/text/line-index.ts";
import { type CodeNode, type Language, languageNames } from "../core/workflow/code-node.ts";
import { nodeWithCodeAt, spellingOf } from "../core/workflow/node-code.ts";

/** So much fits beside the line that it explains. */
const excerptSize = { maxLines: 24, maxLineLength: 160 };

/** Escaped code as it reads, around the line at `position`; nothing where the code can be read as it stands. */
export function toHover(
  text: string,
  nodes: readonly CodeNode[],
  position: Position,
  format: MarkupKind,
): Hover | undefined {
  const lines = indexLines(text);
  const offset = offsetAt(lines, position);
  const node = nodeWithCodeAt(nodes, offset);
  if (!node || node.code.code.trim() === "" || spellingOf(text, node) === "block") return undefined;
  const excerpt = excerptAt(node.code.code, codeOffsetAt(node.code, offset) ?? 0, excerptSize);
  const { firstLine, lastLine, line, lineCount } = excerpt;
  const where = `${languageNames[node.language]}, line ${line} of ${lineCount}`;
  const shown = lastLine - firstLine + 1 < lineCount ? `, lines ${firstLine} to ${lastLine} shown` : "";
  const title = `${node.title} · ${where}${shown}`;
  const value =
    format === MarkupKind.Markdown
      ? `${escapeMarkdown(title)}\n\n${fenced(excerpt.text, node.language)}`
      : `${title}\n\n${excerpt.text}`;
  return {
    contents: { kind: format, value },
    range: positionRange(lines, documentRange(node.code, excerpt.lineRange)),
  };
}

/** A fence must be longer than every run of backticks in what it holds. */
function fenced(code: string, language: Language): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

/** A title is text, whatever is written in it. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]()<>#+\-!|~&]/g, "\\$&");
}
