import type { GuestError } from "../../core/run/outcome.ts";
import { drain, isRejected, isSettled } from "./event-loop.ts";
import { evaluate } from "./guest.ts";
import { describeThrown, type GuestEnd, returned, stoppedBy } from "./guest-end.ts";
import { readDescription, readThrown } from "./guest-error.ts";
import { callGuest, newJsonText, parsedText, resultTextOf, unwrap } from "./guest-values.ts";
import type { BodyCall, RunState } from "./run-state.ts";

/** The environment calls the function and says what is written down as the result; nothing is left running. */
export function runBody(run: RunState, { environment, contextText }: BodyCall): GuestEnd {
  const { engine, request } = run;
  const given = newJsonText(engine.context, contextText);
  callGuest(run, "openEnvironment", engine.context.newString(environment), given);
  const body = unwrap(evaluate(engine.context, `${beforeBody}${run.engineCode}${afterBody}`, request.fileName));
  run.phase = "call";
  callGuest(run, "watch", callGuest(run, "runBody", body));
  drain(run, () => isSettled(run));
  // The platform waits for it until its time is up.
  if (!isSettled(run)) return stoppedBy("time");
  if (isRejected(run)) return describeThrown(run, callGuest(run, "settledReason"));
  run.phase = "serialise";
  const resultText = resultTextOf(run, callGuest(run, "stringifyOutcome", callGuest(run, "settledValue")));
  if (resultText === undefined) return stoppedBy("output");
  return returned(resultText, caughtErrors(run));
}

/** The code begins in the first line, so that its lines keep their numbers; tracebacks call the function by this name. */
const beforeBody = '({"<top level>": async function () {';
const afterBody = '\n}})["<top level>"]';
/** Where the engine sees the code of a body. */
export const bodyPlaces = { firstColumn: 1 + beforeBody.length, closing: afterBody };

/** Those that the environment turned into a part of the result. */
function caughtErrors(run: RunState): readonly GuestError[] {
  const descriptions = parsedText(run, callGuest(run, "caughtErrors"));
  if (!Array.isArray(descriptions)) return [];
  return descriptions.map((thrown) => readThrown(readDescription(thrown), run.source, "call"));
}
