import type { GuestError } from "../../core/run/outcome.ts";
import type { EntryCall, RunRequest } from "../../core/run/request.ts";
import type { FreshEngine } from "./engine.ts";
import type { Guest } from "./guest.ts";
import type { GuestSource } from "./guest-error.ts";

/** One run: what it was given, and what it is at. */
export interface RunState {
  readonly engine: FreshEngine;
  readonly guest: Guest;
  readonly request: RunRequest;
  readonly clock: RunClock;
  /** The node's code, and how the engine sees it. */
  readonly source: GuestSource;
  readonly engineCode: string;
  readonly wasRefusedMemory: () => boolean;
  /** In which an error arises that comes now. */
  phase: GuestError["phase"];
}

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

export type BodyCall = Extract<EntryCall, { readonly kind: "body" }>;
export type FunctionCall = Exclude<EntryCall, BodyCall>;
