import type { LanguageVersions } from "../../../contract/language-versions.ts";
import type { ModulePolicy } from "../../../contract/module-policy.ts";
import type { NodeContract, Target } from "../../../contract/node-contract.ts";
import type { Language, Retry } from "../../../workflow/code-node.ts";
import type { KilledCalls } from "./killed-calls.ts";
import type { DifyLimits } from "./limits.ts";
import type { DifyWording } from "./wording.ts";

/** A row of the table in `targets.ts`: limits, wording, and switches where targets answer differently. */
export interface DifyTarget extends Target, ResultSwitches, RunSwitches {
  readonly limits: DifyLimits;
  readonly wording: DifyWording;
  readonly modules: Readonly<Record<Language, ModulePolicy>>;
  readonly languages: LanguageVersions;
}

/** What becomes of a result. */
export interface ResultSwitches {
  readonly undeclaredKeys: NodeContract["undeclaredKeys"];
  /** Since 1.6.0 a string such as `1e-7`, anywhere in the result, is turned into a float before it is checked. */
  readonly scientificText: "stays-text" | "becomes-float";
  /** The types `boolean` and `array[boolean]` came with 1.8.0; since 1.9.0 a `boolean` output takes any value. */
  readonly booleanOutputs: "unsupported" | "must-be-boolean" | "unchecked";
  /** What a boolean becomes in a `number` or `array[number]` output; since 1.8.0 it is 0 or 1. */
  readonly booleansAsNumbers: "stay-booleans" | "become-numbers";
  readonly numberElements: NumberElements;
  /** From 1.9.0 to 1.13.3 an element of `array[string]` that is no string crashes the check. */
  readonly stringElements: "checked" | "crash-the-check";
  /** Since 1.4.2 a list directly inside a list, in an object without declared children, crashes the check. */
  readonly listsInLists: "count-as-levels" | "crash-the-check";
  /** From 1.7.0 to 1.13.3 NaN crashes the check of its decimals. */
  readonly notANumber: "passes" | "crashes-the-check";
  /** Up to 1.13.3 the path of what lies inside an `object` output begins with a dot. */
  readonly innerPaths: "plain" | "begin-with-a-dot";
}

/** How the elements of an `array[number]` are looked at. */
export interface NumberElements {
  /** Up to 1.8.x. */
  readonly nulls: "allowed" | "refused";
  /** Since 1.14.0 they may have any size and precision. */
  readonly sizes: "checked" | "unchecked";
  /** Whether an element's size is looked at before the next element's type. */
  readonly order: "types-first" | "one-by-one";
}

/** How the code is run, and what becomes of a run that did not return. */
export interface RunSwitches {
  readonly javascriptArguments: "one-object" | "one-object-or-positions";
  readonly awaitsJavaScript: boolean;
  /** Up to dify-sandbox 0.2.15 whatever is printed on stderr fails the node, with that text. */
  readonly stderr: "shown" | "fails-the-node";
  /** Whether the result is cut out of what was printed, so that printing a result tag breaks it. */
  readonly result: "apart" | "between-printed-tags";
  /** Dify's serialiser refuses inputs that hold integers beyond 64 bits. */
  readonly inputIntegers: "any" | "64-bit";
  /** Whether a literal `{{inputs}}` in the code is replaced by the inputs, base64-encoded. */
  readonly inputsPlaceholder: "stays" | "replaced";
  /** Calls that the sandbox ends the program for, with its text for that. */
  readonly killedCalls: Readonly<Record<Language, readonly KilledCalls[]>>;
  /** What the runner and the sandbox's bootstrap leave in the code's namespace. */
  readonly bootstrap: Bootstrap;
  readonly errorText: ErrorText;
  /** More than the editor lets one set is run as this; undefined: as it is written, for the server checks no range. */
  readonly retryLimits?: Retry;
}

export interface Bootstrap {
  /** Python modules that are there without an import. */
  readonly pythonModules: readonly string[];
  /** Further Python names, with their values as Python expressions. */
  readonly pythonValues: Readonly<Record<string, string>>;
  /** The Python name that holds the text of the whole script, if there is one. */
  readonly pythonScriptName?: string;
  /** Modules and names that the runner imports after the code was loaded, over names of its own. */
  readonly pythonRunnerImports: readonly string[];
  /** `var` names of the runner: a top-level `const`, `let` or `class` of that name is a SyntaxError. */
  readonly javascriptRunnerNames: readonly string[];
  /** `const` names around the code: a top-level `var` or function of that name is a SyntaxError. */
  readonly javascriptOuterNames: readonly string[];
}

/** How the text of a failed run is put together. */
export interface ErrorText {
  /** What Python calls the code; undefined: as the local run calls it, with the source lines. */
  readonly pythonFileName?: string;
  /** How many lines of the runner stand before the code: 2 until 1.9.x. */
  readonly linesBefore: number;
  /** Whether what was printed on stderr precedes it, and a line such as `error: exit status 255` follows. */
  readonly holdsStderrAndStatus: boolean;
  /** What the sandbox says of a run that it stopped at the time limit. */
  readonly timedOut: string;
}
