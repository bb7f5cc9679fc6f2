import type { Target } from "../../../contract/node-contract.ts";
import { type Judgement, notReached } from "../../../run/judgement.ts";
import { notStarted, type RunOutcome } from "../../../run/outcome.ts";
import type { JudgedRun, PreparedRun, RunPreparation } from "../../dialect.ts";
import { refusedNodeType } from "../platform/dify-node.ts";
import { difyTargetOf } from "../platform/targets.ts";
import { difyOutcomeElsewhere } from "../running/outcome-elsewhere.ts";
import { difyRunNotes } from "../running/run-notes.ts";
import { difyRequest, refuseDifyRun } from "../running/run-request.ts";
import { refusedAsTooNew } from "../running/too-new.ts";
import { judgeDifyOutcome, type ReturnedResult, resultOf } from "./judge.ts";

/** A run of a node as Dify makes it, and what it makes of the outcome. */
export function prepareDifyRun(run: RunPreparation): PreparedRun {
  const judgement = refusedBefore(run) ?? unloadable(run, run.target);
  if (!judgement) return { kind: "run", request: difyRequest(run), judge: (outcome) => judgeRun(run, outcome) };
  const judged = { judgement, notes: () => difyRunNotes(run, notStarted) };
  return { kind: "ended", judged: { ...judged, elsewhere: elsewhereOf(run, notStarted) } };
}

function refusedBefore(run: RunPreparation) {
  const refusal = refuseDifyRun(run);
  return refusal && { ...notReached(run.node, refusal), ...(refusal.type === refusedNodeType && { isRetried: false }) };
}

/** What a server says whose language is too old to load the code; undefined when it can. */
function unloadable({ node, facts }: RunPreparation, target: Target): Judgement | undefined {
  const dify = difyTargetOf(target);
  const outcome = refusedAsTooNew(node, facts, dify);
  return outcome && judgeDifyOutcome(node, outcome, dify);
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
    const refused = refusedBefore({ ...run, target: other }) ?? unloadable(run, other);
    if (refused) return { kind: "judged", judgement: refused };
    const there = difyTargetOf(other);
    if (unloadable(run, run.target)) return { kind: "unknown", reason: "The code can be loaded there." };
    const elsewhere = difyOutcomeElsewhere(run, outcome, there);
    if (elsewhere.kind === "unknown") return elsewhere;
    const isSame = elsewhere.outcome === outcome;
    return {
      kind: "judged",
      judgement: judgeDifyOutcome(run.node, elsewhere.outcome, there, isSame ? result : undefined),
    };
  };
}
