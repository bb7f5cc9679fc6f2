import type { TopLevelName } from "../languages/code-facts.ts";
import type { OutputType } from "../workflow/code-node.ts";
import type { LanguageVersion } from "./language-versions.ts";
import type { ModulePolicy } from "./module-policy.ts";

/** What a target expects of the code of a node: the checks read it, so that they need no dialect's name. */
export interface NodeContract {
  readonly target: Target;
  /**
   * "by-keyword": each declared input is a keyword argument, and one that is not taken fails the call.
   * "one-object": the first argument holds all inputs.
   * "one-object-or-positions": by position when the parameters are exactly the declared inputs, else one object.
   */
  readonly argumentPassing: "by-keyword" | "one-object" | "one-object-or-positions";
  readonly undeclaredKeys: "dropped" | "fail-the-node";
  /** Types of outputs that the platform imports and then refuses, whatever is returned. */
  readonly refusedOutputTypes: readonly OutputType[];
  /** Whether the platform waits for what an async `main` returns. */
  readonly asyncMain: "awaited" | "not-awaited";
  /** Names that top-level declarations of the code must not have, by how they are declared. */
  readonly takenNames: Readonly<Record<TopLevelName["scope"], readonly string[]>>;
  readonly modules: ModulePolicy;
  /** Calls that end the program, each "module:name", with what to do instead; absent when there are none. */
  readonly killedCalls?: readonly { readonly calls: readonly string[]; readonly reason: string }[];
  /** What is printed on stderr fails the node; absent when it does not. */
  readonly stderr?: "fails-the-node";
  /** The version of the node's language that the target runs; absent where that is not known. */
  readonly languageVersion?: LanguageVersion;
  /** The names that code finds without binding them; absent where that is not known. */
  readonly names?: NameRules;
}

export interface NameRules {
  /** All that there are; absent when only `missing` is known. */
  readonly known?: ReadonlySet<string>;
  /** Names that people expect and that are not there, with what to do instead. */
  readonly missing: ReadonlyMap<string, string>;
}

/** A release of the platform, or its published contract, whose behaviour counts. */
export interface Target {
  readonly name: string;
  /** As a user reads it: "Dify · documented". */
  readonly label: string;
  readonly timeLimitMs: number;
}
