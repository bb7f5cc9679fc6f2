import { type FactsReader, nothingKnown } from "./code-facts.ts";

/** Code that is nested deeper than the stack is, thousands of levels, shows nothing. */
export function guardNesting(read: FactsReader): FactsReader {
  return (code) => {
    try {
      return read(code);
    } catch (error) {
      if (error instanceof RangeError) return nothingKnown;
      throw error;
    }
  };
}
