/**
 * A JSON value in Python's dialect: integers and floats stay apart, integers keep every digit, NaN and the
 * infinities exist, and a float keeps the text it was written with. Plain data, safe to clone.
 */
export type JsonValue =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** Decimal digits with an optional minus. */
  | { readonly kind: "int"; readonly digits: string }
  /** `text` as written: `1.0`, `1e-7`, `NaN`, `-Infinity`. */
  | { readonly kind: "float"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "array"; readonly items: readonly JsonValue[] }
  /** In order of appearance; each name once (the last one of a repeated name wins, in the first one's place). */
  | { readonly kind: "object"; readonly entries: readonly JsonEntry[] };

export type JsonEntry = readonly [name: string, value: JsonValue];
