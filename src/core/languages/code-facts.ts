import type { OffsetRange } from "../text/offset-range.ts";
import type { TextEdit } from "../text/text-edit.ts";
import type { CodeForm } from "../workflow/code-node.ts";

/** What the code itself shows, in code offsets. Whatever cannot be known for certain is "unknown", never guessed. */
export interface CodeFacts {
  /** The first places where the text stops being the language; empty when it parses. */
  readonly syntaxErrors: readonly SyntaxProblem[];
  /** What not every version of the language reads that a platform runs; absent when there is nothing of the kind. */
  readonly newerSyntax?: readonly NewerSyntax[];
  /** What the language warns of when it loads the code; absent when there is nothing of the kind. */
  readonly syntaxWarnings?: readonly SyntaxWarning[];
  /** It is nested deeper than is looked at, so that nothing is known. */
  readonly isTooDeep?: true;
  /** Of a body, which has no `main`, "unknown". */
  readonly main: Main;
  /** What code of another form than "file" shows; absent when it does not parse, too. */
  readonly body?: BodyFacts;
  /** Every import and `require` with a constant name, wherever it stands, in order of appearance. */
  readonly imports: readonly ModuleImport[];
  /** Python only: calls of what modules hold, as far as they can be seen; absent when there are none. */
  readonly moduleCalls?: readonly ModuleCall[];
  /** Python only: what modules hold and the code names, longest names first read; absent when there is nothing. */
  readonly moduleMembers?: readonly ModuleMember[];
  /** JavaScript only: what the script declares outside of functions, in order of appearance. */
  readonly topLevelNames: readonly TopLevelName[];
}

export interface ModuleMember {
  /** By the module's own name: "datetime.UTC". */
  readonly name: string;
  readonly range: OffsetRange;
}

export interface ModuleCall {
  /** By the module's own name: "os.getcwd", "datetime.datetime.utcnow". */
  readonly name: string;
  /** Without the arguments. */
  readonly range: OffsetRange;
  /** It stands where the file or its `main` comes to, unless something ends it before. */
  readonly isCertain: boolean;
}

/** The body of a function that the platform writes around it. */
export interface BodyFacts {
  /** Every way out with a value or without one, in order of appearance; raising is no way out. */
  readonly returns: readonly ReturnPath[];
  /** Every use of a name that the code does not bind anywhere, in order of appearance. */
  readonly foreignNames: readonly ForeignName[];
}

/**
 * "guarded": behind `typeof`, where it may be missing, or inside a `try` that catches that. "perhaps": in a branch of an
 * expression that may never be reached (`known || other`).
 */
export type NameUse = "certain" | "perhaps" | "guarded";

export interface ForeignName {
  readonly name: string;
  readonly range: OffsetRange;
  readonly use: NameUse;
}

export interface TopLevelName {
  readonly name: string;
  /** "function-scoped": a `var` at any depth, or a function; "lexical": `let`, `const` or `class`. */
  readonly scope: "function-scoped" | "lexical";
  readonly range: OffsetRange;
}

/** What code shows that nobody could read. */
export const nothingKnown: CodeFacts = { syntaxErrors: [], main: { kind: "unknown" }, imports: [], topLevelNames: [] };

/** A piece of code that the language reads since a version of it. */
export interface NewerSyntax {
  /** "3.12" */
  readonly since: string;
  /** What it is, as it stands in a sentence. */
  readonly what: string;
  /** What to write for older versions. */
  readonly instead: string;
  /** The older version's own text; `{line}` stands for the number of its line. */
  readonly says: string;
  /** Up to that version it says something else. */
  readonly saysBefore?: { readonly version: string; readonly says: string };
  readonly range: OffsetRange;
}

/** A piece of code that the language warns of since a version of it. */
export interface SyntaxWarning {
  /** "3.12" */
  readonly since: string;
  /** What it is, as it stands in a sentence. */
  readonly what: string;
  /** What to write in its place. */
  readonly instead: string;
  readonly range: OffsetRange;
  readonly fix?: { readonly title: string; readonly edit: TextEdit };
}

export interface SyntaxProblem {
  readonly message: string;
  readonly range: OffsetRange;
}

export type Main =
  | MainFunction
  /** Bound to something whose parameters and results cannot be seen (`main = wrap(f)`, `from x import main`). */
  | { readonly kind: "opaque"; readonly range: OffsetRange }
  /** Certainly not defined. */
  | { readonly kind: "absent" }
  /** May be defined in a way that cannot be seen (`exec`, `from x import *`, a syntax error before it). */
  | { readonly kind: "unknown" };

export interface MainFunction {
  readonly kind: "function";
  /** The name `main` where it is bound. */
  readonly nameRange: OffsetRange;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly parameters: readonly Parameter[];
  /** Where the parameter list stands, parentheses included. */
  readonly parametersRange: OffsetRange;
  /** JavaScript only: the body reads `arguments`, so that parameters do not tell what is taken. */
  readonly readsArguments: boolean;
  /** Every way out of `main` with a value or without one, in order of appearance; raising is no way out. */
  readonly returns: readonly ReturnPath[];
}

export type Parameter =
  | {
      readonly kind: "named";
      readonly name: string;
      readonly range: OffsetRange;
      readonly hasDefault: boolean;
      /** How a call may fill it; JavaScript knows only "position". */
      readonly filledBy: "position" | "keyword" | "either";
      /** The annotation's text, as written. */
      readonly annotation?: string;
    }
  /** `{ a, b: c = 1, ...rest }` */
  | {
      readonly kind: "object-pattern";
      readonly keys: readonly PatternKey[];
      readonly takesRest: boolean;
      readonly range: OffsetRange;
      readonly hasDefault: boolean;
    }
  /** `*args`, `...args` */
  | { readonly kind: "rest"; readonly name: string; readonly range: OffsetRange }
  /** `**kwargs` */
  | { readonly kind: "keyword-rest"; readonly name: string; readonly range: OffsetRange }
  /** Something else (an array pattern, a computed key): nothing is known about what it takes. */
  | { readonly kind: "opaque"; readonly range: OffsetRange };

export interface PatternKey {
  /** The property that is read, not the local name it gets. */
  readonly name: string;
  readonly range: OffsetRange;
  readonly hasDefault: boolean;
}

export interface ReturnPath {
  /** The `return` statement (its expression, when that is one of several alternatives), or the end of `main`. */
  readonly range: OffsetRange;
  readonly value: ReturnedValue;
}

export type ReturnedValue =
  | {
      readonly kind: "object";
      readonly keys: ReturnedKeys;
      /** False when there may be further keys that cannot be seen. */
      readonly complete: boolean;
    }
  /** Certainly something else. */
  | { readonly kind: "not-an-object"; readonly of: ValueKind }
  /** A bare `return`, `return None`, or falling off the end. */
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" };

/** What a value is, in the word of its language: JavaScript's arrays, Python's lists. */
export type ValueKind =
  | "array"
  | "boolean"
  | "bytes"
  | "function"
  | "generator"
  | "list"
  | "number"
  | "set"
  | "string"
  | "tuple";

/** Objects that are returned in many places have most of their keys in common, so that nobody lists them for each. */
export interface ReturnedKeys {
  get(name: string): ReturnedKey | undefined;
  all(): readonly ReturnedKey[];
  /** Those that were not given before for the same `seen`, and perhaps some that were. */
  unseen(seen: Set<object>): readonly ReturnedKey[];
}

export interface ReturnedKey {
  readonly name: string;
  /** Where the key is written: in the literal or in the assignment that adds it. */
  readonly range: OffsetRange;
  /** "sometimes": added at one place only, and there is a path around that place. */
  readonly presence: "always" | "sometimes" | "unknown";
}

export interface ModuleImport {
  /** The full dotted name or specifier as written: `urllib.request`, `lodash/fp`. */
  readonly module: string;
  readonly range: OffsetRange;
  /** What `from module import …` takes from it, each of which may itself be a module below it (`urllib.request`). */
  readonly names?: readonly ImportedName[];
  /** It stands where the code catches what a refusal throws. */
  readonly isGuarded?: true;
}

export interface ImportedName {
  readonly name: string;
  readonly range: OffsetRange;
}

/** Reads one language. Never throws; broken code gives the facts that can still be seen. */
export type FactsReader = (code: string, form?: CodeForm) => CodeFacts;
