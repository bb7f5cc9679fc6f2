import { visibleMain } from "../../../contract/argument-passing.ts";
import { languageVersionOf, namesTooNew } from "../../../contract/language-versions.ts";
import { judgeModule, type ModulePolicy } from "../../../contract/module-policy.ts";
import type { RunOutcome } from "../../../run/outcome.ts";
import type { RunPreparation } from "../../dialect.ts";
import type { DifyTarget } from "../platform/target.ts";
import { difyTargetOf } from "../platform/targets.ts";
import { nameCollisions, namesLeftBehind } from "./bootstrap.ts";
import { positionalMain, refuseDifyRun } from "./run-request.ts";

export type OutcomeElsewhere =
  | { readonly kind: "outcome"; readonly outcome: RunOutcome }
  /** Only a run would tell. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * What the same run would have come to under another target that starts it, from its outcome and from what the code
 * shows.
 */
export function difyOutcomeElsewhere(run: RunPreparation, outcome: RunOutcome, there: DifyTarget): OutcomeElsewhere {
  const here = difyTargetOf(run.target);
  const [collision] = nameCollisions(run.facts, there);
  if (collision) return { kind: "outcome", outcome: collided(collision.name, outcome) };
  const reason = reasons
    .map((findReason) => findReason(run, outcome, here, there))
    .find((found) => found !== undefined);
  if (reason !== undefined) return { kind: "unknown", reason };
  return { kind: "outcome", outcome: unawaited(run, outcome, here, there) ?? outOfTime(outcome, there) ?? outcome };
}

type FindReason = (run: RunPreparation, outcome: RunOutcome, here: DifyTarget, there: DifyTarget) => string | undefined;

/** Why only a run would tell; each looks at one difference. */
const reasons: readonly FindReason[] = [
  (run) => (refuseDifyRun(run) ? "The inputs are passed on there." : undefined),
  ({ facts }, _outcome, here) =>
    nameCollisions(facts, here).length > 0 ? "The names that are taken here are free there." : undefined,
  (run, outcome, here, there) => {
    if (!wasCalled(outcome) || !!positionalMain(run, here) === !!positionalMain(run, there)) return undefined;
    return positionalMain(run, there)
      ? "main() gets its inputs by position there, not as one object."
      : "main() gets one object that holds all inputs there, not its inputs by position.";
  },
  ({ node, facts }, outcome, here, there) => {
    const isAsync = node.language === "javascript" && visibleMain(facts)?.isAsync;
    const startsToWait = !here.awaitsJavaScript && there.awaitsJavaScript;
    return isAsync && startsToWait && wasCalled(outcome) ? "main() is async, and is waited for there." : undefined;
  },
  (_run, outcome, here, there) => {
    const hasMoreTime = outcome.kind === "stopped" && outcome.limit === "time" && outcome.elapsedMs < there.timeLimitMs;
    return hasMoreTime && here.timeLimitMs < there.timeLimitMs
      ? `The time limit there is ${there.timeLimitMs / 1000} s.`
      : undefined;
  },
  ({ node, facts }, _outcome, here, there) => {
    const policies = [here.modules[node.language], there.modules[node.language]] as const;
    return facts.imports
      .map(({ module }) => moduleDifference(module, ...policies))
      .find((found) => found !== undefined);
  },
  (run, _outcome, here, there) => {
    if (run.node.language !== "python") return undefined;
    const [mine, others] = [here, there].map((target) => namesLeftBehind(run.node.code.code, run.facts, target).join());
    if (mine === others) return undefined;
    return others === ""
      ? "The names that the code uses without importing them are not there."
      : "Names that the code uses are already there, left by the sandbox.";
  },
  ({ node, facts }, _outcome, here, there) => {
    const [mine, others] = [here, there].map(({ languages }) =>
      namesTooNew(facts, languageVersionOf(node.language, languages)),
    );
    const newer = others?.find(({ name }) => !mine?.some((each) => each.name === name));
    if (newer) return `${newer.name} came with Python ${newer.since}, and Python ${there.languages.python} runs there.`;
    const older = mine?.find(({ name }) => !others?.some((each) => each.name === name));
    return older && `${older.name} is there, since Python ${older.since}.`;
  },
  ({ node }, _outcome, here, there) =>
    here.inputsPlaceholder !== there.inputsPlaceholder && node.code.code.includes("{{inputs}}")
      ? there.inputsPlaceholder === "replaced"
        ? "The text {{inputs}} in the code is replaced by the inputs there."
        : "The text {{inputs}} stays in the code there."
      : undefined,
];

function moduleDifference(module: string, here: ModulePolicy, there: ModulePolicy): string | undefined {
  const [mine, others] = [judgeModule(here, module), judgeModule(there, module)];
  if (!mine.allowed && !others.allowed && mine.endsTheProgram !== others.endsTheProgram) {
    return others.endsTheProgram
      ? `The program ends there where it imports ${module}, which nothing catches.`
      : `The program does not end there where it imports ${module}.`;
  }
  if (mine.allowed === others.allowed) return undefined;
  return others.allowed ? `${module} can be imported there.` : `It cannot import ${module} there. ${others.reason}`;
}

function wasCalled(outcome: RunOutcome): boolean {
  return outcome.kind !== "threw" || outcome.error.phase !== "load";
}

/** A promise that nobody waits for becomes an empty object; if it is rejected, the program still ends badly. */
function unawaited(
  { node, facts }: RunPreparation,
  outcome: RunOutcome,
  here: DifyTarget,
  there: DifyTarget,
): RunOutcome | undefined {
  if (node.language !== "javascript" || !here.awaitsJavaScript || there.awaitsJavaScript) return undefined;
  if (!visibleMain(facts)?.isAsync || outcome.kind !== "returned") return undefined;
  return { ...outcome, resultText: "{}" };
}

function outOfTime(outcome: RunOutcome, { timeLimitMs }: DifyTarget): RunOutcome | undefined {
  if (outcome.kind === "stopped" || outcome.elapsedMs <= timeLimitMs) return undefined;
  const { console } = outcome;
  return { kind: "stopped", limit: "time", message: "", console, elapsedMs: timeLimitMs };
}

function collided(name: string, { elapsedMs }: RunOutcome): RunOutcome {
  const message = `Identifier '${name}' has already been declared`;
  const error = {
    type: "SyntaxError",
    message,
    traceback: `SyntaxError: ${message}`,
    frames: [],
    phase: "load",
  } as const;
  return { kind: "threw", error, console: [], elapsedMs };
}
