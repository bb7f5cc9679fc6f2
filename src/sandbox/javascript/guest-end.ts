// How a run of the guest ended, as the worker tells it: the value, the limit that stopped it, or what was thrown.
import type { QuickJSHandle } from "quickjs-emscripten";
import type { GuestError } from "../../core/run/outcome.ts";
import type { RunEnd } from "../worker-protocol.ts";
import { readDescription, readThrown, type ThrownDescription } from "./guest-error.ts";
import { parsedText } from "./guest-values.ts";
import type { RunState } from "./run-state.ts";

export type GuestEnd = Omit<RunEnd, "wasInterrupted">;

export function returned(resultText: string, caught: readonly GuestError[] = []): GuestEnd {
  return { ...end({ kind: "returned", ...(caught.length > 0 && { caught }) }), resultText };
}

export function stoppedBy(limit: "memory" | "output" | "time"): GuestEnd {
  return end({ kind: "stopped", limit });
}

/** What was thrown is described by the guest, and the run is stopped no more. */
export function describeThrown(run: RunState, thrown: QuickJSHandle): GuestEnd {
  run.clock.pardon();
  const description = run.guest.call("describe", thrown);
  if (description.kind === "value") return threw(run, readDescription(parsedText(run, description.value)));
  if (run.wasRefusedMemory()) return stoppedBy("memory");
  return threw(run, ownError("Error", "<the error's own text could not be made>"));
}

export function threw(run: RunState, thrown: ThrownDescription): GuestEnd {
  // The engine throws null when there is no memory left to make an error of.
  const saysOutOfMemory = thrown.type === "RangeError" && thrown.message === "out of memory";
  if ((saysOutOfMemory || thrown.type === "null") && run.wasRefusedMemory()) return stoppedBy("memory");
  return end({ kind: "threw", error: readThrown(thrown, run.source, run.phase) });
}

/** An error that the sandbox raises in the code's stead. */
export function ownError(type: string, message: string): ThrownDescription {
  return { type, message, stack: "", isError: true, classes: [] };
}

type Header =
  | { readonly kind: "returned"; readonly caught?: readonly GuestError[] }
  | { readonly kind: "threw"; readonly error: GuestError }
  | { readonly kind: "stopped"; readonly limit: "memory" | "output" | "time" };

function end(header: Header): GuestEnd {
  return { exit: "finished", header: JSON.stringify(header), resultText: "" };
}
