import type { JsonValue } from "../json/json-value.ts";
import type { Language } from "../workflow/code-node.ts";
import type { ItemFlow } from "./items.ts";
import type { DroppedKey, JudgedOutput, RunError } from "./judgement.ts";
import type { ConsoleLine } from "./outcome.ts";

/** One judged run of one node: what the panel shows and the command line prints. Plain data. */
export interface RunReport {
  /** The workflow file or node file, as the caller named it. */
  readonly path: string;
  readonly nodeId: string;
  readonly title: string;
  readonly language: Language;
  readonly dialect: string;
  readonly target: string;
  /** As a user reads it: "Dify · documented". */
  readonly targetLabel: string;
  /** "exception": the node failed and its error strategy took over. */
  readonly status: RunStatus;
  readonly outputs: readonly JudgedOutput[];
  /** What flows on: kept outputs, or what the error strategy put in their place. */
  readonly flowing: readonly (readonly [name: string, value: JsonValue])[];
  readonly dropped: readonly DroppedKey[];
  readonly error?: RunError;
  readonly console: readonly ConsoleLine[];
  readonly attempts: readonly Attempt[];
  /** What took over after the last attempt, in words; absent when nothing had to. */
  readonly fallback?: string;
  /** The last attempt's time. */
  readonly elapsedMs: number;
  readonly timeLimitMs: number;
  readonly inputs: readonly (readonly [name: string, value: JsonValue])[];
  /** Of a platform whose nodes take and give lists of items; those of `inputs` and `flowing`, side by side. */
  readonly items?: ItemFlow;
  /** What a run shows that a real server would do otherwise (arguments by position, …), in our own words. */
  readonly notes: readonly string[];
  /** One entry per other target that judges the same outcome otherwise. */
  readonly elsewhere: readonly Elsewhere[];
}

/** How a run ends, all attempts made. */
export type RunEnding = Pick<RunReport, "status" | "flowing" | "error" | "fallback">;

export type RunStatus = "succeeded" | "failed" | "exception";

export interface Attempt {
  readonly elapsedMs: number;
  readonly status: "succeeded" | "failed";
  /** How long was waited before the next attempt. */
  readonly waitedMs?: number;
  readonly error?: RunError;
}

/** Another target under which the same run ends otherwise. */
export interface Elsewhere {
  readonly target: string;
  /** As a user reads it: "Dify · 1.16". */
  readonly targetLabel: string;
  /** "unknown": what the code does there differs, and only a run would tell the end. */
  readonly status: RunStatus | "unknown";
  readonly error?: RunError;
  /** What is different there, in our own words. */
  readonly note?: string;
}
