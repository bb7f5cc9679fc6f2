import type { OffsetRange } from "../../text/offset-range.ts";
import type { ValueKind } from "../code-facts.ts";

/**
 * The part of a function body that decides what it returns, the same for both languages: locals that may hold an
 * object, what happens to its keys, and where control goes. Everything else has already been left out.
 */
export type Step =
  | { readonly kind: "assign"; readonly local: string; readonly value: Value }
  /** `local[key] = …`; `range` is the key as written. */
  | { readonly kind: "set-key"; readonly local: string; readonly key: string; readonly range: OffsetRange }
  | { readonly kind: "remove-key"; readonly local: string; readonly key: string }
  /** Adds the keys of `value`. */
  | { readonly kind: "merge"; readonly local: string; readonly value: Value }
  /** Something that cannot be followed may happen to the object from here on. */
  | { readonly kind: "forget"; readonly local: string }
  | { readonly kind: "return"; readonly range: OffsetRange; readonly value: Value }
  /** Raising, or ending the process: no way out with a value. */
  | { readonly kind: "leave" }
  | { readonly kind: "break"; readonly label?: string }
  | { readonly kind: "continue"; readonly label?: string }
  | Branch
  | Loop
  | Try
  /** A block that `break` with its label, or any `break` when `catchesBreak`, leaves (labels, `switch`). */
  | { readonly kind: "block"; readonly body: Steps; readonly label?: string; readonly catchesBreak: boolean };

export type Steps = readonly Step[];

/** One of the branches runs. */
export interface Branch {
  readonly kind: "branch";
  readonly branches: readonly Steps[];
  readonly otherwise: "none" | "empty" | "unclear";
  /** A branch runs on into the next one until something leaves it. */
  readonly fallsThrough?: true;
}

export interface Loop {
  readonly kind: "loop";
  readonly body: Steps;
  /** Runs when the loop ends without `break`. */
  readonly orElse: Steps;
  /** The condition is a constant truth: only `break` ends it. */
  readonly isEndless: boolean;
  /** The body runs at least once. */
  readonly runsOnce: boolean;
  readonly label?: string;
}

export interface Try {
  readonly kind: "try";
  readonly body: Steps;
  readonly handlers: readonly Steps[];
  readonly orElse: Steps;
  readonly lastly: Steps;
}

/** What an expression gives, as far as it matters for returned keys. */
export type Value =
  | { readonly kind: "unknown" }
  | { readonly kind: "nothing" }
  | { readonly kind: "not-an-object"; readonly of: ValueKind }
  | { readonly kind: "object"; readonly parts: readonly ObjectPart[] }
  /** What the local holds now; with `isCopy` an object of its own with the same keys. */
  | { readonly kind: "local"; readonly name: string; readonly isCopy?: true }
  /** One of these, each with the text it stands for. */
  | { readonly kind: "choice"; readonly options: readonly Option[] };

export interface Option {
  readonly range: OffsetRange;
  readonly value: Value;
}

export type ObjectPart =
  | { readonly kind: "key"; readonly name: string; readonly range: OffsetRange }
  | { readonly kind: "spread"; readonly value: Value }
  /** Keys that cannot be seen. */
  | { readonly kind: "unknown-keys" };

/** The locals that the value is, not those that it merely has a copy of. */
export function localsIn(value: Value): readonly string[] {
  if (value.kind === "local") return value.isCopy ? [] : [value.name];
  return value.kind === "choice" ? value.options.flatMap((option) => localsIn(option.value)) : [];
}

export const unknownValue = { kind: "unknown" } as const satisfies Value;
