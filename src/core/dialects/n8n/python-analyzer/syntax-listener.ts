import type { OffsetRange } from "../../../text/offset-range.ts";

export interface Place {
  /** The whole statement or expression, whose first line is the one that CPython's tree tells. */
  readonly owner: OffsetRange;
  /** The words that are meant. */
  readonly range: OffsetRange;
}

/** Is told what Python code holds, in the order in which a visitor of CPython's syntax tree comes by it. */
export interface SyntaxListener {
  /** A variable that is read, bound or deleted; also what an `except` binds. */
  name(name: string, place: Place): void;
  /** What an import binds, and where it is bound to another name, the one that is imported after it. */
  imported(names: readonly { readonly name: string; readonly place: Place }[]): void;
  /** `x.name`; whether it is called right there. */
  attribute(name: string, place: Place, isCalled: boolean): void;
  /** `__builtins__["key"]` */
  builtinsKey(key: string, place: Place): void;
  /** The value of a constant, of a text in an f-string, or of a sum of constants. */
  string(value: string, place: Place): void;
  /** `import a.b`, `from a.b import c`, `__import__("a.b")`; "." for a relative one. */
  module(module: string, place: Place): void;
  /** `__import__(x)` */
  computedImport(place: Place): void;
  declaration(kind: "function" | "class" | "parameter" | "global", name: string, place: Place): void;
  /** `case Class(x)` */
  positionalPatterns(place: Place): void;
  /** `case Class(name=x)` */
  patternAttribute(name: string, place: Place): void;
}
