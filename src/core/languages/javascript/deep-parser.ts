import { Parser } from "acorn";
import { TooDeep } from "../nesting-guard.ts";

/**
 * How often acorn may call itself for what is inside of something: three times for a bracket, which is a third of the
 * stack that Node gives a program.
 */
const mostCalls = 900;

const blanks = /\s*/y;
const lineEnd = /[\r\n\u2028\u2029]/;

/** As much of a list as acorn uses of its lists of names. */
class NameList {
  private readonly places = new Map<string, number>();
  private first: string | undefined;

  get 0(): string | undefined {
    return this.first;
  }

  push(name: string): void {
    if (this.places.size === 0) this.first = name;
    if (!this.places.has(name)) this.places.set(name, this.places.size);
  }

  indexOf(name: string): number {
    return this.places.get(name) ?? -1;
  }
}

/** acorn's own methods, which it names to plugins only. Seen in 8.16. */
interface Methods {
  readonly input: string;
  readonly pos: number;
  readonly lastTokEnd: number;
  readonly scopeStack: readonly Record<"var" | "lexical" | "functions", unknown>[];
  enterScope(flags: number): void;
  strictDirective(start: number): boolean;
  skipSpace(): void;
  skipLineComment(markLength: number): void;
  parseStatement(...given: readonly unknown[]): unknown;
  parseMaybeAssign(...given: readonly unknown[]): unknown;
  parseMaybeUnary(...given: readonly unknown[]): unknown;
  parseExprAtom(...given: readonly unknown[]): unknown;
  parseBindingAtom(...given: readonly unknown[]): unknown;
  parseExprOp(left: unknown, start: number, location: unknown, least: number, forInit: unknown): unknown;
}

/**
 * acorn, which calls itself for what is inside of something: here no deeper than the stack allows, and not at all for one
 * operator behind the other, as generated code joins its texts. Throws `TooDeep`.
 */
export const DeepParser = Parser.extend((base) => {
  const Known = base as unknown as new (...given: readonly unknown[]) => Methods;
  class Deep extends Known {
    private calls = 0;
    /** The operators that are being read, one behind the other. */
    private row: { readonly start: number; readonly least: number } | undefined;

    override parseStatement(...given: readonly unknown[]): unknown {
      this.enter();
      const result = super.parseStatement(...given);
      this.calls--;
      return result;
    }

    override parseMaybeAssign(...given: readonly unknown[]): unknown {
      this.enter();
      const result = super.parseMaybeAssign(...given);
      this.calls--;
      return result;
    }

    override parseMaybeUnary(...given: readonly unknown[]): unknown {
      this.enter();
      const result = super.parseMaybeUnary(...given);
      this.calls--;
      return result;
    }

    override parseExprAtom(...given: readonly unknown[]): unknown {
      this.enter();
      const result = super.parseExprAtom(...given);
      this.calls--;
      return result;
    }

    override parseBindingAtom(...given: readonly unknown[]): unknown {
      this.enter();
      const result = super.parseBindingAtom(...given);
      this.calls--;
      return result;
    }

    /** The library calls itself at the end, for the next operator; what it is called with then is where the row goes on. */
    override parseExprOp(left: unknown, start: number, location: unknown, least: number, forInit: unknown): unknown {
      if (this.row?.start === start && this.row.least === least) return left;
      const around = this.row;
      let whole = left;
      for (;;) {
        this.row = { start, least };
        const next = super.parseExprOp(whole, start, location, least, forInit);
        this.row = around;
        if (next === whole) return whole;
        whole = next;
      }
    }

    /** The library goes through all names of a scope for each that is declared. */
    override enterScope(flags: number): void {
      super.enterScope(flags);
      const scope = this.scopeStack.at(-1);
      if (scope) Object.assign(scope, { var: new NameList(), lexical: new NameList(), functions: new NameList() });
    }

    /** The library copies the rest of the code for every function. */
    override strictDirective(start: number): boolean {
      blanks.lastIndex = start;
      blanks.test(this.input);
      return /^["'/]/.test(this.input.charAt(blanks.lastIndex)) && super.strictDirective(start);
    }

    /** The library calls itself for what is behind a comment as in HTML: `<!--`, or `-->` where a line begins. */
    override skipSpace(): void {
      super.skipSpace();
      let isLineStart: boolean | undefined;
      for (;;) {
        let mark: string | undefined;
        if (this.input.startsWith("<!--", this.pos)) mark = "<!--";
        else if (this.input.startsWith("-->", this.pos)) {
          isLineStart ??= this.lastTokEnd === 0 || lineEnd.test(this.input.slice(this.lastTokEnd, this.pos));
          if (isLineStart) mark = "-->";
        }
        if (mark === undefined) return;
        this.skipLineComment(mark.length);
        super.skipSpace();
        isLineStart = true;
      }
    }

    private enter(): void {
      if (++this.calls > mostCalls) throw new TooDeep();
    }
  }
  return Deep as unknown as typeof Parser;
});
