import type { GuestError, GuestFrame, RunOutcome } from "../../../run/outcome.ts";
import { timeOut } from "../platform/time-out.ts";
import { type N8nError, n8nError } from "./ending.ts";

/**
 * n8n's text of an error of JavaScript code: rebuilt from its stack. Source: n8n 2.41.1, executed. It names no item;
 * `itemIndex` is given for n8n 1, which does (1.99, read).
 */
export function javaScriptError(error: GuestError, itemIndex?: number): N8nError {
  const { type, message, frames, phase, platformSays } = error;
  if (phase === "serialise") return unwritable(error);
  if (platformSays !== undefined) {
    const { frames: _, ...said } = n8nError(firstLine(message), { description: platformSays });
    return { ...said, ...placeOf(frames) };
  }
  const text = firstLine(message);
  const isSyntax = phase === "load";
  const line = lineToName(frames);
  const item = itemIndex === undefined ? "" : `, for item ${itemIndex}`;
  const suffix = isSyntax || line === undefined ? "" : ` [line ${line}${item}]`;
  const description = text !== "" && type !== "Error" ? type : undefined;
  const { frames: _, ...said } = n8nError(`${text === "" ? "Unknown error" : text}${suffix}`, { description });
  const rest = text === message ? {} : { explanation: message };
  return { ...said, ...rest, ...placeOf(frames), ...(isSyntax || line === undefined ? {} : { line }) };
}

/** Ends that say nothing about the code's own errors: limits, and an engine that broke. */
export function stoppedError(outcome: Extract<RunOutcome, { kind: "stopped" }>, timeLimitMs: number): N8nError {
  const { limit, message } = outcome;
  switch (limit) {
    case "time": {
      const { message: text, description } = timeOut(timeLimitMs);
      return { ...n8nError(text, { description }), explanation: message };
    }
    case "memory":
      return { ...n8nError("Node ran out of memory"), explanation: message };
    case "crashed":
    case "forbidden":
      return { ...n8nError("Node execution failed"), explanation: message };
    case "output":
      return n8nError(message);
    case "cancelled":
      return { ...n8nError(message), type: "Stopped" };
    case "packages":
      return { ...n8nError(message), type: "Not run" };
  }
}

function unwritable({ type, message, frames }: GuestError): N8nError {
  const { frames: _, ...said } = n8nError("Unknown error");
  const explanation = `The result cannot be written as JSON (${type}: ${message}). Return plain data without circles.`;
  return { ...said, explanation, ...placeOf(frames) };
}

/** Of the innermost function that has a name; code in functions without one counts as where they were called from. */
function lineToName(frames: readonly GuestFrame[]): number | undefined {
  const isNamed = ({ functionName }: GuestFrame) => !functionName.startsWith("<");
  const isOuter = ({ functionName }: GuestFrame) => functionName === "<top level>";
  return (frames.findLast(isNamed) ?? frames.findLast(isOuter) ?? frames.at(-1))?.line;
}

/** Where the error really arose. */
function placeOf(frames: readonly GuestFrame[]): Pick<N8nError, "line" | "frames"> {
  const line = frames.at(-1)?.line;
  return { frames, ...(line === undefined ? {} : { line }) };
}

/** The second where the first is empty. */
function firstLine(text: string): string {
  const [first = "", second = ""] = text.split("\n", 2);
  return first === "" ? second : first;
}
