import type { Finding } from "../checks/check.ts";
import type { Target } from "../contract/node-contract.ts";
import { offsetRange } from "../text/offset-range.ts";
import { mirroredNode } from "../workflow/mirrored-node.ts";
import { checkNodesInSteps, type FactsOf, inDocumentOrder } from "./check-nodes.ts";
import { failureFinding } from "./failure.ts";
import { finished, type InSteps } from "./in-steps.ts";
import type { SourceFile, SourceReading } from "./source-file.ts";

export interface SourceFindings {
  /** In the offsets of the workflow file or the code file. */
  readonly findings: readonly Finding[];
  /** In the offsets of a node file's `.node.json`; empty for a workflow file. */
  readonly declarationFindings: readonly Finding[];
}

/** The findings of a whole source, each with the text it lies in. Never throws. */
export function checkSource(...given: Parameters<typeof checkSourceInSteps>): SourceFindings {
  return finished(checkSourceInSteps(...given));
}

/** The same, to be put off after each node. */
export function* checkSourceInSteps(
  source: SourceFile,
  read: SourceReading,
  target: Target,
  factsOf: FactsOf,
  showsHints = false,
): InSteps<SourceFindings> {
  try {
    const { ofCode, ofDeclarations } = yield* checkNodesInSteps(
      read.reading,
      read.dialect,
      target,
      factsOf,
      showsHints,
    );
    const { declarationText } = source;
    // What kept the whole file from being read is said where the user looks.
    if (declarationText === undefined || read.hasFailed) {
      return { findings: inDocumentOrder([...ofDeclarations, ...ofCode]), declarationFindings: [] };
    }
    // What the workflow declares has no place of its own in a declaration that mirrors it.
    const whole = mirroredNode(declarationText) && offsetRange(0, declarationText.length);
    return {
      findings: ofCode,
      declarationFindings: whole ? ofDeclarations.map((finding) => ({ ...finding, range: whole })) : ofDeclarations,
    };
  } catch (error) {
    return { findings: [failureFinding("This file could not be checked", error)], declarationFindings: [] };
  }
}
