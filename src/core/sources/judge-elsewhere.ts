import type { Target } from "../contract/node-contract.ts";
import type { Dialect, RunPreparation } from "../dialects/dialect.ts";
import { isSameJson } from "../json/same-json.ts";
import { writeJson } from "../json/write-json.ts";
import type { Judgement } from "../run/judgement.ts";
import { type RunOutcome, wasGivenUp } from "../run/outcome.ts";
import type { Elsewhere } from "../run/report.ts";

export interface JudgedRun {
  readonly dialect: Dialect;
  readonly preparation: RunPreparation;
  readonly outcome: RunOutcome;
  readonly judgement: Judgement;
  /** The targets to judge for; the run's own is left out. */
  readonly targets: readonly Target[];
}

/** One entry per target that judges the last outcome otherwise; runs no code. */
export function judgeElsewhere({ targets, ...run }: JudgedRun): readonly Elsewhere[] {
  if (wasGivenUp(run.outcome)) return [];
  return targets
    .filter(({ name }) => name !== run.preparation.target.name)
    .flatMap((target) => judgeFor(target, run) ?? []);
}

function judgeFor(
  target: Target,
  { dialect, preparation, outcome, judgement: here }: Omit<JudgedRun, "targets">,
): Elsewhere | undefined {
  const about = { target: target.name, targetLabel: target.label };
  const elsewhere = dialect.outcomeElsewhere(preparation, outcome, target);
  if (elsewhere.kind === "unknown") return { ...about, status: "unknown", note: elsewhere.reason };
  const there =
    elsewhere.kind === "ended" ? elsewhere.judgement : dialect.judge({ ...preparation, target }, elsewhere.outcome);
  const note = differenceOf(here, there);
  if (note === undefined) return undefined;
  const { status, error } = dialect.endRun(preparation.node, there, false);
  return { ...about, status, ...(error ? { error } : {}), ...(note === "" ? {} : { note }) };
}

/** Undefined when nothing that matters differs: other words for the same error do not. "" when the status says it all. */
function differenceOf(here: Judgement, there: Judgement): string | undefined {
  if (here.status !== there.status) return "";
  if (here.status === "failed") {
    if (here.takenOver !== there.takenOver) return there.takenOver ?? "";
    return reasonOf(here) === reasonOf(there) ? undefined : "";
  }
  const changed = there.outputs.filter(({ value }, at) => !isSameJson(value, here.outputs[at]?.value));
  if (changed.length === 0) return undefined;
  return `${changed.map(({ name, value }) => `"${name}" is ${brief(value ? writeJson(value) : "")}`).join(", ")} there.`;
}

/** An error by its kind, and by the place and rule of the first complaint. */
function reasonOf({ error, outputs }: Judgement): string {
  const violation = outputs.flatMap(({ violations }) => violations)[0];
  return [error?.type, violation?.rule, violation?.path].join(" ");
}

function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
