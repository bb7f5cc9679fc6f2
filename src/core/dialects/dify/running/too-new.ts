import { firstTooNew, languageVersionOf, refusalText } from "../../../contract/language-versions.ts";
import type { CodeFacts } from "../../../languages/code-facts.ts";
import type { RunOutcome } from "../../../run/outcome.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { DifyTarget } from "../platform/target.ts";
import { localPythonFileName } from "./error-text.ts";

/** How the target's language ends at code that is too new for it; undefined when it loads the code. */
export function refusedAsTooNew(
  { language, code: { code } }: CodeNode,
  facts: CodeFacts,
  { languages }: DifyTarget,
): RunOutcome | undefined {
  const version = languageVersionOf(language, languages);
  const newer = firstTooNew(facts, version);
  if (!newer) return undefined;
  const message = refusalText(newer, version, code);
  const lines = code.slice(0, newer.range.start).split(/\r\n|\r|\n/);
  const source = code.split(/\r\n|\r|\n/)[lines.length - 1]?.trim() ?? "";
  const traceback = `  File "${localPythonFileName}", line ${lines.length}\n    ${source}\nSyntaxError: ${message}`;
  const frames = [{ line: lines.length, functionName: "<module>" }];
  return {
    kind: "threw",
    error: { type: "SyntaxError", message, traceback, frames, phase: "load" },
    console: [],
    elapsedMs: 0,
  };
}
