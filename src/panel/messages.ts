import type { RunReport, RunStatus } from "../core/run/report.ts";
import type { Language } from "../core/workflow/code-node.ts";

/** Which node a message is about; enough for the extension to act without remembering what it last showed. */
export interface NodePlace {
  /** As in `RunReport.path`. */
  readonly path: string;
  readonly nodeId: string;
}

/** What the panel's first line says about a node before there is a report. */
export interface NodeHeading extends NodePlace {
  readonly title: string;
  readonly language: Language;
  /** As a user reads it: "Dify · documented". */
  readonly targetLabel: string;
}

export interface InputField {
  readonly name: string;
  /** As the workflow spells it; absent when nothing tells it, so that the form asks for it too. */
  readonly type?: string;
  /** JSON text in Python's dialect, to start from. */
  readonly initialText?: string;
  /** Where the value comes from in the workflow, as a user reads it: "LLM". */
  readonly source?: string;
}

/** JSON texts in Python's dialect, exactly as typed: `1` stays `1` and `1.0` stays `1.0`. */
export type InputTexts = readonly (readonly [name: string, jsonText: string])[];

export interface HistoryEntry {
  readonly status: RunStatus;
  readonly elapsedMs: number;
  /** Milliseconds since 1970. */
  readonly finishedAtMs: number;
  /** One line: the first outputs or the error. */
  readonly summary: string;
}

/** From the extension to the page: each replaces what is shown. */
export type ToPage = IdleMessage | AskMessage | RunningMessage | ReportMessage | HistoryMessage | ProblemMessage;

/** Nothing was run yet. */
export interface IdleMessage {
  readonly kind: "idle";
}

/** Asks for a node's inputs. */
export interface AskMessage {
  readonly kind: "ask";
  readonly node: NodeHeading;
  readonly fields: readonly InputField[];
}

export interface RunningMessage {
  readonly kind: "running";
  readonly node: NodeHeading;
  /** Of this attempt, when the message was sent: a span, because the two sides' clocks may differ. */
  readonly elapsedMs: number;
  readonly timeLimitMs: number;
  /** From 1. While waiting: the attempt that comes next. */
  readonly attempt: number;
  readonly attempts: number;
  /** What the run waits for before its time begins: "Python packages". */
  readonly preparing?: string;
  /** How long until the next attempt starts; absent while one runs. */
  readonly waitingMs?: number;
}

export interface ReportMessage {
  readonly kind: "report";
  readonly report: RunReport;
  /** Which of the node's runs this is; absent when there is no history. */
  readonly position?: HistoryPosition;
}

export interface HistoryPosition {
  /** 0 is the newest. */
  readonly index: number;
  readonly count: number;
}

export interface HistoryMessage {
  readonly kind: "history";
  readonly node: NodeHeading;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
}

/** What kept a node from being run, with the remedy. */
export interface ProblemMessage {
  readonly kind: "problem";
  readonly message: string;
}

/** From the page to the extension. */
export type FromPage =
  /** The page listens; the extension answers with what is to be shown, if it has anything. */
  | { readonly kind: "ready" }
  | { readonly kind: "run"; readonly node: NodePlace; readonly inputs: InputTexts }
  | { readonly kind: "cancelAsk"; readonly node: NodePlace }
  | { readonly kind: "stop"; readonly node: NodePlace }
  /** `inputs` are those of the report that is shown. */
  | { readonly kind: "runAgain"; readonly node: NodePlace; readonly inputs: InputTexts }
  /** Wants an `ask` that starts from these inputs. */
  | { readonly kind: "editInputs"; readonly node: NodePlace; readonly inputs: InputTexts }
  /** `line` and `column` count from 1 in the node's code, whichever file is to be opened. */
  | {
      readonly kind: "openCode";
      readonly node: NodePlace;
      readonly in: "node" | "workflow";
      readonly line: number;
      readonly column?: number;
    }
  /** Wants to see where the code returns this output, or its `main` when it does not. */
  | { readonly kind: "showOutput"; readonly node: NodePlace; readonly output: string }
  /** Wants a `history`. */
  | { readonly kind: "showHistory"; readonly node: NodePlace }
  /** Wants the `report` at this index of the history. */
  | { readonly kind: "openHistory"; readonly node: NodePlace; readonly index: number }
  /** To the clipboard. */
  | { readonly kind: "copyValue"; readonly text: string };
