import { notReached } from "../../../run/judgement.ts";
import { notStarted, type RunOutcome } from "../../../run/outcome.ts";
import type { JudgedRun, PreparedRun, RunPreparation } from "../../dialect.ts";
import { refusedNodeType } from "../platform/dify-node.ts";
import { difyTargetOf } from "../platform/targets.ts";
import { difyOutcomeElsewhere } from "../running/outcome-elsewhere.ts";
import { difyRunNotes } from "../running/run-notes.ts";
import { difyRequest, refuseDifyRun } from "../running/run-request.ts";
import { judgeDifyOutcome, type ReturnedResult, resultOf } from "./judge.ts";

/** A run of a node as Dify makes it, and what it makes of the outcome. */
export function prepareDifyRun(run: RunPreparation): PreparedRun {
  const judgement = refusedBefore(run);
  if (!judgement) return { kind: "run", request: difyRequest(run), judge: (outcome) => judgeRun(run, outcome) };
  const judged = { judgement, notes: () => difyRunNotes(run, notStarted) };
  return { kind: "ended", judged: { ...judged, elsewhere: elsewhereOf(run, notStarted) } };
}

function refusedBefore(run: RunPreparation) {
  const refusal = refuseDifyRun(run);
  return refusal && { ...notReached(run.node, refusal), ...(refusal.type === refusedNodeType && { isRetried: false }) };
}

function judgeRun(run: RunPreparation, outcome: RunOutcome): JudgedRun {
  const result = resultOf(outcome);
  return {
    judgement: judgeDifyOutcome(run.node, outcome, difyTargetOf(run.target), result),
    notes: () => difyRunNotes(run, outcome),
    elsewhere: elsewhereOf(run, outcome, result),
  };
}

function elsewhereOf(run: RunPreparation, outcome: RunOutcome, result?: ReturnedResult): JudgedRun["elsewhere"] {
  return (other) => {
    const refused = refusedBefore({ ...run, target: other });
    if (refused) return { kind: "judged", judgement: refused };
    const there = difyTargetOf(other);
    const elsewhere = difyOutcomeElsewhere(run, outcome, there);
    if (elsewhere.kind === "unknown") return elsewhere;
    const isSame = elsewhere.outcome === outcome;
    return {
      kind: "judged",
      judgement: judgeDifyOutcome(run.node, elsewhere.outcome, there, isSame ? result : undefined),
    };
  };
}
