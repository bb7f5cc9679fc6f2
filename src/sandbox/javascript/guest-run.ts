import type { RunRequest } from "../../core/run/request.ts";
import { bodySource, runBody } from "./body-run.ts";
import type { FreshEngine } from "./engine.ts";
import { runFunction } from "./function-run.ts";
import type { Guest } from "./guest.ts";
import { describeThrown, type GuestEnd } from "./guest-end.ts";
import { Thrown } from "./guest-values.ts";
import { watchMemory } from "./refused-memory.ts";
import type { RunClock, RunState } from "./run-state.ts";

/** Loads the code, calls the entry point, waits for what it left behind, and writes the result as JSON. */
export function runInGuest(engine: FreshEngine, guest: Guest, request: RunRequest, clock: RunClock): GuestEnd {
  const { call } = request;
  const source = call.kind === "body" ? bodySource(request) : request;
  const run: RunState = {
    engine,
    guest,
    request,
    clock,
    source,
    wasRefusedMemory: watchMemory(engine),
    phase: "load",
  };
  try {
    return call.kind === "body" ? runBody(run, call) : runFunction(run, call);
  } catch (error) {
    if (error instanceof Thrown) return describeThrown(run, error.handle);
    throw error;
  }
}
