import type { Target } from "../dialects/dialect.ts";
import type { SourceFile, SourceReading } from "../workflow/source-file.ts";
import type { Finding } from "./check.ts";
import { checkNodes, type FactsOf } from "./check-nodes.ts";

export interface SourceFindings {
  /** In the offsets of the workflow file or the code file. */
  readonly findings: readonly Finding[];
  /** In the offsets of a node file's `.node.json`; empty for a workflow file. */
  readonly declarationFindings: readonly Finding[];
}

/** The findings of a whole source, each with the text it lies in. */
export function checkSource(
  source: SourceFile,
  read: SourceReading,
  target: Target,
  factsOf: FactsOf,
  showsHints = false,
): SourceFindings {
  const { dialect, reading } = read;
  if (source.declarationText === undefined) {
    return { findings: checkNodes(reading, dialect, target, factsOf, showsHints), declarationFindings: [] };
  }
  return {
    findings: checkNodes({ ...reading, problems: [] }, dialect, target, factsOf, showsHints),
    declarationFindings: checkNodes({ ...reading, nodes: [] }, dialect, target, factsOf, showsHints),
  };
}
