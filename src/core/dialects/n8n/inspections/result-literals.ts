import type { OffsetRange } from "../../../text/offset-range.ts";

/** What a literal shows for certain of a value that n8n gets as JSON. */
export type Literal = { readonly range: OffsetRange } & (
  | { readonly kind: "object"; readonly keys: readonly LiteralKey[]; readonly isComplete: boolean }
  | { readonly kind: "list"; readonly elements: readonly Literal[] }
  /** A text, a number and the like. */
  | { readonly kind: "scalar"; readonly mayBeFalsy: boolean }
  /** JSON leaves it out, and the key with it; in a list it is null. */
  | { readonly kind: "lost" }
  | { readonly kind: "unknown" }
);

export type LiteralObject = Extract<Literal, { readonly kind: "object" }>;

export interface LiteralKey {
  readonly name: string;
  readonly range: OffsetRange;
  readonly value: Literal;
}

/** Of several keys with one name the last counts. */
export function literalObject(range: OffsetRange, keys: readonly LiteralKey[], isComplete: boolean): LiteralObject {
  const last = [...new Map(keys.map((key) => [key.name, key])).values()];
  return { kind: "object", range, keys: last.filter(({ value }) => value.kind !== "lost"), isComplete };
}
