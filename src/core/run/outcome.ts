/** What happened in the sandbox, before anyone judged it. Plain data; a fault of the host throws instead. */
export type RunOutcome = OutcomeKind & {
  readonly console: readonly ConsoleLine[];
  /** From the call of the sandbox's spare interpreter to the result, without start-up. */
  readonly elapsedMs: number;
};

type OutcomeKind =
  /**
   * `resultText` is what the platform's own serialiser wrote: Python's JSON dialect, or `undefined` for JavaScript.
   * `caught`: errors of the code that the platform goes on after; the result tells by their index where they belong.
   */
  | {
      readonly kind: "returned";
      readonly resultText: string;
      readonly caught?: readonly GuestError[];
      /** Where the platform prints the result by the names that the code has: what became of that; absent when it arrived. */
      readonly printing?: { readonly kind: "lost" } | { readonly kind: "threw"; readonly error: GuestError };
    }
  | { readonly kind: "threw"; readonly error: GuestError }
  | { readonly kind: "stopped"; readonly limit: StopReason; readonly message: string };

/**
 * "forbidden": the platform ends the program for the call that `message` names, which no code can catch. "packages": the run was not begun, because packages that the platform has are not at hand; `message` says how to get them.
 */
export type StopReason = "time" | "memory" | "output" | "cancelled" | "crashed" | "forbidden" | "packages";

/** Whether this says nothing about the code: such a run is neither repeated nor taken over by an error strategy. */
export function wasGivenUp(outcome: RunOutcome): boolean {
  return outcome.kind === "stopped" && (outcome.limit === "cancelled" || outcome.limit === "packages");
}

export interface ConsoleLine {
  readonly stream: "stdout" | "stderr";
  /** Without its line end. */
  readonly text: string;
}

export interface GuestError {
  /** The class: `ZeroDivisionError`, `TypeError`, `SyntaxError`. */
  readonly type: string;
  readonly message: string;
  /** The engine's own text of the whole error, as the user would see it in a terminal. */
  readonly traceback: string;
  /** The user's own frames, outermost first. */
  readonly frames: readonly GuestFrame[];
  /** Loading the code, calling `main`, or turning its result into JSON. */
  readonly phase: "load" | "call" | "serialise";
  /** Present when a function of the platform's own raised it: what the platform says besides the message, or "". */
  readonly platformSays?: string;
}

export interface GuestFrame {
  /** From 1, in the node's code. */
  readonly line: number;
  /** From 1, in UTF-16 code units, when the engine tells. */
  readonly column?: number;
  readonly functionName: string;
}

/** Of code that the platform does not start. */
export const notStarted: RunOutcome = { kind: "returned", resultText: "null", console: [], elapsedMs: 0 };
