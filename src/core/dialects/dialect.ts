import type { DialectCheckId } from "../checks/all-checks.ts";
import type { CheckResult, CheckSubject, Fix, Severity } from "../checks/check.ts";
import type { NodeContract, Target } from "../contract/node-contract.ts";
import type { CodeFacts } from "../languages/code-facts.ts";
import type { Judgement } from "../run/judgement.ts";
import type { RunOutcome } from "../run/outcome.ts";
import type { Inputs, InputsCompletion } from "../run/read-inputs.ts";
import type { RunEnding } from "../run/report.ts";
import type { RunRequest } from "../run/request.ts";
import type { Writing } from "../text/code-edit.ts";
import type { OffsetRange } from "../text/offset-range.ts";
import type { CodeNode, Language, Retry } from "../workflow/code-node.ts";

/** What the code of a node is to become. */
export interface NewCode {
  readonly node: CodeNode;
  readonly code: string;
}

/** Everything that differs between platforms. Nothing outside `dialects/` branches on a dialect's name. */
export interface Dialect {
  readonly id: string;
  /** As a user writes it: "Dify". */
  readonly name: string;
  readonly targets: readonly Target[];
  readonly defaultTarget: string;
  /** The targets under a server's own settings, from the text of its `.env`; absent where a platform has none. Never throws. */
  readonly readServerSettings?: (envText: string) => ServerSettings;
  /**
   * The editor's settings that stand for variables of that `.env`: by the name behind `codeNodes.<id>.`, the
   * variable's name. A setting that is not empty wins over the file.
   */
  readonly settingVariables?: Readonly<Record<string, string>>;
  /** One cheap look, without parsing: false means that the text cannot hold a node of this dialect. */
  mayHoldNodes(text: string): boolean;
  /** Reads a whole workflow file. Never throws. */
  readWorkflow(text: string): WorkflowReading;
  /**
   * Reads a node file: its declaration (`.node.json`) and the code beside it. The node's `range` and `code` are in
   * the code file; the ranges of inputs, outputs and problems are in the declaration's text. Never throws.
   */
  readDeclaration(declaration: NodeDeclaration): WorkflowReading;
  /** The `.node.json` text for a node file that stands on its own; `readDeclaration` reads the same declaration from it. */
  writeDeclaration(node: CodeNode): string;
  /** What a new node of the platform holds at first. */
  readonly newNodes: readonly [NewNode, ...NewNode[]];
  /** Puts code into nodes of the workflow file `text`, each by itself; `src/core/sources` sees that it is read back. */
  writeCodes(text: string, codes: readonly NewCode[]): readonly Writing[];
  /** Spells the code of each node so that it can be read where it stands, if the file's format has a way to. */
  makeReadable(text: string, nodes: readonly CodeNode[]): readonly Writing[];
  /** A node as a list of nodes shows it. */
  outline(node: CodeNode): NodeOutline;
  contract(node: ContractedNode, target: Target): NodeContract;
  /**
   * What only this platform's code can do wrong, each with the check that it is a finding of; beside the checks that go
   * by the contract. Asked for nodes whose code parses. Never throws.
   */
  readonly inspect?: (subject: CheckSubject) => Iterable<Inspection>;
  /** How to put right what the checks find that go by the contract. Asked for nodes whose code parses. Never throws. */
  readonly repairs?: (subject: CheckSubject) => Iterable<Repair>;
  /**
   * Files that belong beside a node file, for the editor's own services: what the code finds when it runs. Each node then
   * has a folder of its own. The default target counts where none is given. Never throws.
   */
  readonly companionFiles?: (node: CodeNode, target?: Target) => readonly CompanionFile[];
  /** More of these, which are the same for every node of its workflow and language. Never throws. */
  readonly sharedCompanionFiles?: (node: CodeNode) => readonly CompanionFile[];
  /** What the workflow itself knows of a node's inputs, to start from; absent where a platform's files hold no data. */
  readonly knownInputs?: (node: CodeNode) => KnownInputs;
  /** All that a run gets, from what was given for it. */
  completeInputs(node: CodeNode, given: Inputs): InputsCompletion;
  /** What the platform would run for these inputs, or how it ends without running anything; and what judges that. */
  prepareRun(run: RunPreparation): PreparedRun;
  /** The retries that the platform makes, which may be fewer than the node declares; undefined when it makes none. */
  retryOf(node: CodeNode, target: Target): Retry | undefined;
  /** What flows on after the last attempt. `once`: as the platform's single-node button does it. */
  endRun(node: CodeNode, judgement: Judgement, once: boolean): RunEnding;
}

export interface ServerSettings {
  /** Every target of the dialect, in its order, with what the settings override. */
  readonly targets: readonly Target[];
  readonly problems: readonly SettingsProblem[];
}

/** A setting that has no effect; names it and the remedy. */
export interface SettingsProblem {
  readonly kind: "unknown" | "malformed";
  readonly name: string;
  readonly message: string;
  /** In the settings' text. */
  readonly range: OffsetRange;
}

export interface WorkflowReading {
  /** False: this is no workflow file of the dialect, and `nodes` and `problems` are empty. */
  readonly recognised: boolean;
  readonly nodes: readonly CodeNode[];
  readonly problems: readonly ReadingProblem[];
}

/** Something in the file that kept a node, or a part of it, from being read, or that cannot be meant. */
export interface ReadingProblem {
  readonly message: string;
  readonly range: OffsetRange;
  /** The id of the node it belongs to, when that could be read. */
  readonly nodeId?: string;
  /** The check that it is a finding of; "unreadable-code" when absent. */
  readonly check?: DialectCheckId;
  /** When this one is not of the check's own severity. */
  readonly severity?: Severity;
}

export interface Inspection extends CheckResult {
  readonly check: DialectCheckId;
}

/** A fix for the finding of that check at that place of the code, if there is one. */
export interface Repair {
  readonly check: string;
  readonly codeRange: OffsetRange;
  readonly fix: Fix;
}

export interface NodeDeclaration {
  /** The `.node.json` text. */
  readonly text: string;
  readonly code: string;
  readonly language: Language;
  /** The code file's name, which serves as id and title. */
  readonly fileName: string;
}

/** The platform's own default for one language and one mode. */
export interface NewNode {
  /** As a user chooses it: "Python". */
  readonly languageLabel: string;
  /** Absent where the platform has no modes. */
  readonly modeLabel?: string;
  readonly language: Language;
  readonly code: string;
  /** The `.node.json` text. */
  readonly declarationText: string;
}

export interface NodeOutline {
  /** What a reader tells nodes apart by, besides the title: "python  main(a: string) → { b: number }". */
  readonly line: string;
  /** What only this platform's nodes declare, by the names that the JSON form of the list gives them. */
  readonly details: Readonly<Record<string, string>>;
}

/** As much of a node as a contract depends on. */
export type ContractedNode = Pick<CodeNode, "language" | "own">;

export interface RunPreparation {
  readonly node: CodeNode;
  /** What the code shows; decides how JavaScript gets its arguments. */
  readonly facts: CodeFacts;
  /** As `completeInputs` gave them. */
  readonly inputs: Inputs;
  readonly target: Target;
  /** The target's, or what the caller has put in its place. */
  readonly timeLimitMs: number;
}

/** A file beside a node file; a shared one lies in the folder that holds the nodes' own. */
export interface CompanionFile {
  /** Without a path. */
  readonly name: string;
  readonly text: string;
}

export interface KnownInputs {
  readonly inputs: Inputs;
  /** Whether a run on the platform would get exactly these, so that nothing has to be asked. */
  readonly isComplete: boolean;
}

/** It knows what was prepared, so that nothing has to be found out again when the outcome is there. */
export type PreparedRun =
  | { readonly kind: "run"; readonly request: RunRequest; readonly judge: (outcome: RunOutcome) => JudgedRun }
  /** The platform does not start the code. */
  | { readonly kind: "ended"; readonly judged: JudgedRun };

export interface JudgedRun {
  /** What the platform would make of the outcome. */
  readonly judgement: Judgement;
  /** Where a real server would do otherwise than this run, in our own words. */
  notes(): readonly string[];
  /** What the same run would have come to under another target, as far as the code shows it; costs no second run. */
  elsewhere(other: Target): JudgedElsewhere;
}

export type JudgedElsewhere =
  | { readonly kind: "judged"; readonly judgement: Judgement }
  /** Only a run would tell; `reason` is a sentence about what is different there. */
  | { readonly kind: "unknown"; readonly reason: string };
