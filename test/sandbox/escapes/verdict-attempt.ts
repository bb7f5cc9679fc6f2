import type { RunOutcome } from "../../../src/core/run/outcome.ts";
import type { Language } from "../../../src/core/workflow/code-node.ts";

/** Code that tries to be told as something else than what it did. */
export interface VerdictAttempt {
  readonly id: string;
  readonly language: Language;
  readonly code: string;
  /** What it did, as `verdictOf` writes it. */
  readonly ends: RegExp;
  /** Modules that are blocked, as `NAME is blocked.` */
  readonly modules?: readonly string[];
}

export function verdictOf(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case "returned":
      return `returned ${outcome.resultText}`;
    case "threw":
      return `threw ${outcome.error.type}: ${outcome.error.message}`;
    case "stopped":
      return `${outcome.limit}: ${outcome.message}`;
  }
}
