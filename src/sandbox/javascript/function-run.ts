import type { QuickJSHandle } from "quickjs-emscripten";
import { drain, isRejected, isSettled } from "./event-loop.ts";
import { evaluate, ownFileName } from "./guest.ts";
import { describeThrown, type GuestEnd, ownError, returned, stoppedBy, threw } from "./guest-end.ts";
import { callGuest, newJsonText, resultTextOf, Thrown, unwrap } from "./guest-values.ts";
import type { FunctionCall, RunState } from "./run-state.ts";

/** Loads the code, calls its entry point, and waits for what it left behind. */
export function runFunction(run: RunState, call: FunctionCall): GuestEnd {
  const { context } = run.engine;
  const { request } = run;
  const passed = argumentList(run, call);
  callGuest(run, "trackRejections");
  load(run);
  run.phase = "call";
  const entry = unwrap(evaluate(context, request.entryPoint, ownFileName));
  if (context.typeof(entry) !== "function") {
    return threw(run, ownError("TypeError", `${request.entryPoint} is not a function`));
  }
  let result = callGuest(run, "call", entry, passed);
  const isWatched = request.awaitsResult || context.dump(callGuest(run, "isPromise", result)) === true;
  if (isWatched) callGuest(run, "watch", result);
  if (request.awaitsResult) {
    drain(run, () => isSettled(run), endAtUnhandled);
    if (!isSettled(run)) return threw(run, neverSettles(request.entryPoint));
    if (isRejected(run)) return describeThrown(run, callGuest(run, "settledReason"));
    result = callGuest(run, "settledValue");
  }
  run.phase = "serialise";
  const resultText = resultTextOf(run, callGuest(run, "stringifyResult", result));
  if (resultText === undefined) return stoppedBy("output");
  run.phase = "call";
  drain(run, () => false, endAtUnhandled);
  // As in a process that ends with an unhandled rejection.
  if (isWatched && isRejected(run)) return describeThrown(run, callGuest(run, "settledReason"));
  return returned(resultText);
}

/** As in a process that ends with a rejection which nobody handled before its next turn. */
function endAtUnhandled(run: RunState): void {
  if (run.engine.context.dump(callGuest(run, "hasUnhandled")) !== true) return;
  throw new Thrown(callGuest(run, "unhandledReason"));
}

function argumentList(run: RunState, { kind, argumentsText }: FunctionCall): QuickJSHandle {
  const list = kind === "positions" ? argumentsText : `[${argumentsText}]`;
  return callGuest(run, "parseArguments", newJsonText(run.engine.context, list));
}

function load({ engine: { context }, request, engineCode }: RunState): void {
  const { before = "", after = "" } = request.surroundings ?? {};
  unwrap(evaluate(context, before, ownFileName));
  unwrap(evaluate(context, engineCode, request.fileName));
  unwrap(evaluate(context, after, ownFileName));
}

function neverSettles(entryPoint: string) {
  return ownError(
    "Error",
    `The promise that ${entryPoint}() returned never settles: nothing is left that could settle it.`,
  );
}
