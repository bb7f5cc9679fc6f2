import type { GuestError, GuestFrame, RunOutcome } from "../core/run/outcome.ts";
import type { RunRequest } from "../core/run/request.ts";
import { readableBytes } from "./console-buffer.ts";
import type { RunEnd } from "./worker-protocol.ts";

/** An outcome without what the host adds to it. */
export type RawOutcome = WithoutHostParts<RunOutcome>;
type WithoutHostParts<T> = T extends unknown ? Omit<T, "console" | "elapsedMs"> : never;

/** Reads what the guest reported. Nothing in it is believed beyond its shape, and none of it where the engine was left. */
export function readOutcome(end: RunEnd, request: RunRequest): RawOutcome {
  if (end.exit !== "finished") return readExit(end.exit, request);
  const header = parseObject(end.header);
  switch (header.kind) {
    case "returned":
      return Buffer.byteLength(end.resultText) > request.limits.resultBytes
        ? outputTooLarge(request)
        : { kind: "returned", resultText: end.resultText, ...caughtIn(header), ...printingIn(header) };
    case "threw":
      return { kind: "threw", error: readError(header.error) };
    case "stopped":
      if (header.limit === "time") return neverEnds(request);
      return header.limit === "output" ? outputTooLarge(request) : memoryExhausted(request);
    default:
      return readExit(end.exit, request);
  }
}

export function memoryExhausted(request: RunRequest): RawOutcome {
  const limit = readableBytes(request.limits.memoryBytes);
  return {
    kind: "stopped",
    limit: "memory",
    message: `The code used more memory than its limit of ${limit} and was stopped.`,
  };
}

export function readableTime(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}

export function crashed(reason: string): RawOutcome {
  return { kind: "stopped", limit: "crashed", message: reason };
}

/** Nothing is under way any more: that the time limit will pass is known without waiting for it. */
function neverEnds(request: RunRequest): RawOutcome {
  const message = `The code waits for a promise that nothing is left to settle; the platform stops it after ${readableTime(request.limits.timeMs)}, the time limit.`;
  return { kind: "stopped", limit: "time", message };
}

/** Those in whose place there is no room any more are still told by their first words. */
function caughtIn({ caught }: Reported): { readonly caught?: readonly GuestError[] } {
  if (!Array.isArray(caught) || caught.length === 0) return {};
  let room = maxCaughtCharacters;
  const errors = caught.slice(0, maxCaught).map((value) => {
    const error = readError(value);
    room -= error.message.length + error.traceback.length;
    if (room >= 0) return error;
    const { type, message, phase } = error;
    return { type, message: message.slice(0, 200), traceback: "", frames: [], phase };
  });
  return { caught: errors };
}

function printingIn({ printing }: Reported): Pick<Extract<RawOutcome, { kind: "returned" }>, "printing"> {
  const { kind, error } = asObject(printing);
  if (kind === "lost") return { printing: { kind } };
  return kind === "threw" ? { printing: { kind, error: readError(error) } } : {};
}

const maxCaught = 10_000;
const maxCaughtCharacters = 4_000_000;

function outputTooLarge(request: RunRequest): RawOutcome {
  const limit = readableBytes(request.limits.resultBytes);
  return { kind: "stopped", limit: "output", message: `The result's JSON text is larger than the limit of ${limit}.` };
}

function readExit(exit: string, request: RunRequest): RawOutcome {
  const [kind = "", detail = ""] = exit.split(": ", 2);
  switch (kind) {
    case "overflowed":
      return { kind: "threw", error: stackOverflow(request) };
    case "memory":
      return memoryExhausted(request);
    case "ended":
      return { kind: "threw", error: programExit(detail) };
    case "exited":
      return crashed(`The code ended the interpreter (exit status ${detail}) before ${request.entryPoint}() returned.`);
    case "forbidden":
      return { kind: "stopped", limit: "forbidden", message: detail };
    case "left":
      return crashed(`The code tried to leave the sandbox (${detail}) and was stopped.`);
    case "broke":
      return crashed(`The interpreter broke down while it ran the code: ${exit.slice("broke: ".length)}`);
    default:
      return crashed("The code kept the sandbox from reporting a result.");
  }
}

function stackOverflow({ language }: RunRequest): GuestError {
  const [type, message] =
    language === "python"
      ? ["RecursionError", "maximum recursion depth exceeded"]
      : ["RangeError", "Maximum call stack size exceeded"];
  return { type, message, traceback: `${type}: ${message}`, frames: [], phase: "call" };
}

/** As Python tells it. */
function programExit(status: string): GuestError {
  return { type: "SystemExit", message: status, traceback: "", frames: [], phase: "call" };
}

function readError(value: unknown): GuestError {
  const error = asObject(value);
  const frames = Array.isArray(error.frames) ? error.frames : [];
  return {
    type: cut(asText(error.type)) || "Error",
    message: cut(asText(error.message)),
    traceback: cut(asText(error.traceback)),
    frames: frames
      .slice(-maxFrames)
      .map(readFrame)
      .filter((frame) => frame !== undefined),
    phase: phases.find((phase) => phase === error.phase) ?? "call",
    ...(typeof error.platformSays === "string" && { platformSays: cut(error.platformSays) }),
  };
}

const maxFrames = 50;
/** What the harness itself has cut is a little longer than that. */
const maxTextCharacters = 100_000;

function cut(text: string): string {
  const restCharacters = text.length - maxTextCharacters;
  if (restCharacters <= 1000) return text;
  const half = maxTextCharacters / 2;
  return `${text.slice(0, half)}\n[… ${restCharacters} more characters …]\n${text.slice(-half)}`;
}

const phases = ["load", "call", "serialise"] as const;

function readFrame(value: unknown): GuestFrame | undefined {
  const { line, column, functionName } = asObject(value);
  if (!isPosition(line)) return undefined;
  return { line, ...(isPosition(column) && { column }), functionName: cut(asText(functionName)) };
}

function isPosition(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

/** What a guest may have reported; any of it can be missing or anything at all. */
type Reported = Readonly<
  Partial<
    Record<
      | "kind"
      | "limit"
      | "error"
      | "caught"
      | "printing"
      | "platformSays"
      | "type"
      | "message"
      | "traceback"
      | "frames"
      | "phase"
      | "line"
      | "column"
      | "functionName",
      unknown
    >
  >
>;

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function parseObject(text: string): Reported {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Reported {
  return typeof value === "object" && value !== null ? value : {};
}
