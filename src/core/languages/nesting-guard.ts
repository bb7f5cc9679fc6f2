import type { CodeForm } from "../workflow/code-node.ts";
import { type CodeFacts, type FactsReader, nothingKnown } from "./code-facts.ts";

/** Code that is nested deeper than the stack is, thousands of levels, shows nothing. */
export function guardNesting(read: (code: string, form: CodeForm) => CodeFacts): FactsReader {
  return (code, form = "file") => {
    try {
      return read(code, form);
    } catch (error) {
      if (error instanceof RangeError) return nothingKnown;
      throw error;
    }
  };
}
