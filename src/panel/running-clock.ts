import type { ToPage } from "./messages.ts";

/** A running message as it would read had it been sent now, `passedMs` later. */
export function clockMessage(message: ToPage, passedMs: number): ToPage {
  if (message.kind !== "running" || message.preparing !== undefined) return message;
  if (message.waitingMs !== undefined) return { ...message, waitingMs: Math.max(message.waitingMs - passedMs, 0) };
  return { ...message, elapsedMs: message.elapsedMs + passedMs };
}
