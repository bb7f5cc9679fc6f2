import type { RunRequest } from "../../core/run/request.ts";
import { bodyPlaces, runBody } from "./body-run.ts";
import type { FreshEngine } from "./engine.ts";
import { codeForEngine, lentName } from "./engine-code.ts";
import { runFunction } from "./function-run.ts";
import { evaluate, type Guest, ownFileName } from "./guest.ts";
import { describeThrown, type GuestEnd } from "./guest-end.ts";
import type { GuestSource } from "./guest-error.ts";
import { callGuest, Thrown } from "./guest-values.ts";
import { watchMemory } from "./refused-memory.ts";
import type { RunClock, RunState } from "./run-state.ts";
import { codeTree } from "./v8-place-wording.ts";

export interface PreparedCode {
  readonly source: GuestSource;
  readonly engineCode: string;
}

export function prepareCode(request: RunRequest): PreparedCode {
  const isBody = request.call.kind === "body";
  const form = isBody ? "async-body" : "file";
  const { code, insertions } = codeForEngine(request.code, form, !isBody);
  const { fileName } = request;
  const wrapper = request.call.kind === "body" ? request.call.wrapper : undefined;
  const places = isBody ? { ...bodyPlaces, ...(wrapper && { wrapper }) } : {};
  const source = { fileName, code: request.code, ...places, tree: codeTree(request.code, form), insertions };
  return { source, engineCode: code };
}

/** Loads the code, calls the entry point, waits for what it left behind, and writes the result as JSON. */
export function runInGuest(
  engine: FreshEngine,
  guest: Guest,
  request: RunRequest,
  clock: RunClock,
  { source, engineCode }: PreparedCode,
): GuestEnd {
  const { call } = request;
  const run: RunState = {
    engine,
    guest,
    request,
    clock,
    source,
    engineCode,
    wasRefusedMemory: watchMemory(engine),
    phase: "load",
  };
  try {
    if (engineCode !== request.code) lendToCode(run);
    if (readsLastMatch.test(request.code)) callGuest(run, "trackMatches");
    return call.kind === "body" ? runBody(run, call) : runFunction(run, call);
  } catch (error) {
    if (error instanceof Thrown) return describeThrown(run, error.handle);
    throw error;
  }
}

const readsLastMatch = /\bRegExp\s*(?:\[|\.\s*(?:\$|last|left|right|input))/;

/** Under a name that no list of the globals' names has. */
function lendToCode(run: RunState): void {
  const { context } = run.engine;
  const name = "<lent>";
  callGuest(run, "lend", context.newString(name));
  evaluate(context, `const ${lentName} = globalThis["${name}"]; delete globalThis["${name}"];`, ownFileName);
}
