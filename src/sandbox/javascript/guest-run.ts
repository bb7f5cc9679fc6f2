import type { QuickJSHandle } from "quickjs-emscripten";
import type { GuestError } from "../../core/run/outcome.ts";
import type { EntryCall, RunRequest } from "../../core/run/request.ts";
import type { RunEnd } from "../worker-protocol.ts";
import type { FreshEngine } from "./engine.ts";
import { evaluate, type Guest, type GuestResult, ownFileName } from "./guest.ts";
import { type GuestSource, readDescription, readThrown, type ThrownDescription } from "./guest-error.ts";

/** How the worker stops a run and waits for its timers. */
export interface RunClock {
  /** Once true, the engine has been told to stop where it is. */
  isStopped(): boolean;
  /** Whether the engine was ever told so. */
  wasStopped(): boolean;
  /** Lets the engine run on, so that what was thrown can be described. */
  pardon(): void;
  sleep(ms: number): void;
}

type BodyCall = Extract<EntryCall, { readonly kind: "body" }>;
type GuestEnd = Omit<RunEnd, "wasInterrupted">;

type Header =
  | { readonly kind: "returned"; readonly caught?: readonly GuestError[] }
  | { readonly kind: "threw"; readonly error: GuestError }
  | { readonly kind: "stopped"; readonly limit: "memory" | "output" | "time" };

/** Loads the code, calls the entry point, waits for what it left behind, and writes the result as JSON. */
export function runInGuest(
  { runtime, context, memory }: FreshEngine,
  guest: Guest,
  request: RunRequest,
  clock: RunClock,
): GuestEnd {
  let phase: GuestError["phase"] = "load";
  const wasRefusedMemory = watchMemory(runtime, memory);
  const source: GuestSource =
    request.call.kind === "body" ? { ...request, firstColumn: 1 + beforeBody.length, closing: afterBody } : request;
  try {
    if (request.call.kind === "body") return runBody(request.call);
    const passed = argumentList(request.call);
    const { before = "", after = "" } = request.surroundings ?? {};
    value(evaluate(context, before, ownFileName));
    value(evaluate(context, request.code, request.fileName));
    value(evaluate(context, after, ownFileName));
    phase = "call";
    const entry = value(evaluate(context, request.entryPoint, ownFileName));
    if (context.typeof(entry) !== "function") {
      return threw({
        type: "TypeError",
        message: `${request.entryPoint} is not a function`,
        stack: "",
        isError: true,
        classes: [],
      });
    }
    let result = value(guest.call("call", entry, passed));
    const isWatched = request.awaitsResult || context.dump(value(guest.call("isPromise", result))) === true;
    if (isWatched) value(guest.call("watch", result));
    if (request.awaitsResult) {
      drain(isSettled);
      if (!isSettled()) return threw(neverSettles());
      if (settled() === "rejected") return describeThrown(value(guest.call("settledReason")));
      result = value(guest.call("settledValue"));
    }
    phase = "serialise";
    const text = value(guest.call("stringifyResult", result));
    const resultText = context.typeof(text) === "string" ? boundedText(text) : "undefined";
    if (resultText === undefined) return end({ kind: "stopped", limit: "output" });
    phase = "call";
    drain(() => false);
    // As in a process that ends with an unhandled rejection.
    if (isWatched && settled() === "rejected") return describeThrown(value(guest.call("settledReason")));
    return { ...end({ kind: "returned" }), resultText };
  } catch (error) {
    if (error instanceof Thrown) return describeThrown(error.handle);
    throw error;
  }

  /** The environment calls the function and says what is written down as the result; nothing is left running. */
  function runBody({ environment, contextText }: BodyCall): GuestEnd {
    const given = context.newString(withoutPythonNumbers(contextText));
    value(guest.call("openEnvironment", context.newString(environment), given));
    const body = value(evaluate(context, `${beforeBody}${request.code}${afterBody}`, request.fileName));
    phase = "call";
    value(guest.call("watch", value(guest.call("runBody", body))));
    drain(isSettled);
    // The platform waits for it until its time is up.
    if (!isSettled()) return end({ kind: "stopped", limit: "time" });
    if (settled() === "rejected") return describeThrown(value(guest.call("settledReason")));
    phase = "serialise";
    const written = value(guest.call("stringifyOutcome", value(guest.call("settledValue"))));
    const resultText = context.typeof(written) === "string" ? boundedText(written) : "undefined";
    if (resultText === undefined) return end({ kind: "stopped", limit: "output" });
    const descriptions = parsed(guest.text(value(guest.call("caughtErrors"))));
    const caught = Array.isArray(descriptions)
      ? descriptions.map((thrown) => readThrown(readDescription(thrown), source, "call"))
      : [];
    return { ...end({ kind: "returned", ...(caught.length > 0 && { caught }) }), resultText };
  }

  function argumentList({ kind, argumentsText }: Exclude<EntryCall, BodyCall>): QuickJSHandle {
    const list = kind === "positions" ? argumentsText : `[${argumentsText}]`;
    return value(guest.call("parseArguments", context.newString(withoutPythonNumbers(list))));
  }

  function value(result: GuestResult): QuickJSHandle {
    if (result.kind === "thrown") throw new Thrown(result.thrown);
    return result.value;
  }

  function settled(): string {
    return guest.text(value(guest.call("settled")));
  }

  function isSettled(): boolean {
    return settled() !== "";
  }

  /** Runs jobs and timers until there are none, or enough has happened. */
  function drain(isEnough: () => boolean): void {
    for (;;) {
      while (runtime.hasPendingJob()) {
        const done = runtime.executePendingJobs(jobsAtOnce);
        if (done.error) throw new Thrown(done.error);
        if (clock.isStopped()) return;
      }
      if (isEnough()) return;
      const waitMs = context.getNumber(value(guest.call("untilNextTimer")));
      if (waitMs < 0) return;
      clock.sleep(waitMs);
      if (clock.isStopped()) return;
      value(guest.call("runNextTimer"));
    }
  }

  function boundedText(handle: QuickJSHandle): string | undefined {
    const length = context.getNumber(context.getProp(handle, "length"));
    return length > request.limits.resultBytes ? undefined : context.getString(handle);
  }

  function describeThrown(handle: QuickJSHandle): GuestEnd {
    clock.pardon();
    const description = guest.call("describe", handle);
    if (description.kind === "thrown") {
      if (wasRefusedMemory()) return end({ kind: "stopped", limit: "memory" });
      return threw({
        type: "Error",
        message: "<the error's own text could not be made>",
        stack: "",
        isError: true,
        classes: [],
      });
    }
    return threw(readDescription(parsed(guest.text(description.value))));
  }

  function threw(thrown: ThrownDescription): GuestEnd {
    // The engine throws null when there is no memory left to make an error of.
    const saysOutOfMemory = thrown.type === "InternalError" && thrown.message === "out of memory";
    if ((saysOutOfMemory || thrown.type === "null") && wasRefusedMemory()) {
      return end({ kind: "stopped", limit: "memory" });
    }
    return end({ kind: "threw", error: readThrown(thrown, source, phase) });
  }

  function neverSettles(): ThrownDescription {
    const message = `The promise that ${request.entryPoint}() returned never settles: nothing is left that could settle it.`;
    return { type: "Error", message, stack: "", isError: true, classes: [] };
  }
}

/** A `toJSON` of the code's own can have made anything of it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const jobsAtOnce = 1000;

/** The code begins in the first line, so that its lines keep their numbers; tracebacks call the function by this name. */
const beforeBody = '({"<top level>": async function () {';
const afterBody = '\n}})["<top level>"]';

/** Tells whether the engine was ever refused memory. What an error says of it, the code could have written itself. */
function watchMemory(runtime: FreshEngine["runtime"], memory: WebAssembly.Memory): () => boolean {
  // The memory's own maximum is the limit; the runtime would refuse without a word to the host.
  runtime.setMemoryLimit(-1);
  const grow = memory.grow.bind(memory);
  let refusals = 0;
  let wasRefused = false;
  const value = (pages: number) => {
    try {
      const before = grow(pages);
      refusals = 0;
      return before;
    } catch (error) {
      refusals += 1;
      wasRefused ||= refusals >= triesToGrow;
      throw error;
    }
  };
  Object.defineProperty(memory, "grow", { value, configurable: true });
  return () => wasRefused;
}

/** Emscripten first asks for more than it needs; the third refusal in a row is its last word. */
const triesToGrow = 3;

class Thrown extends Error {
  constructor(readonly handle: QuickJSHandle) {
    super("The guest threw.");
  }
}

function end(header: Header): GuestEnd {
  return { exit: "finished", header: JSON.stringify(header), resultText: "" };
}

/** JavaScript's JSON has no NaN and no infinities; like JSON.stringify does, they become null. */
function withoutPythonNumbers(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) => (token.startsWith('"') ? token : "null"));
}
