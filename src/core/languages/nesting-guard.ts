import type { Tree } from "@lezer/common";
import type { CodeForm } from "../workflow/code-node.ts";
import { type CodeFacts, type FactsReader, nothingKnown } from "./code-facts.ts";

/** Code is nested deeper than is looked at. */
export class TooDeep extends Error {}

/**
 * Code that is nested deeper than anybody writes it shows nothing. How deep the stack is differs between processes, so
 * that the readers stop long before it ends; where it is smaller still, its end means the same.
 */
export function guardNesting(read: (code: string, form: CodeForm) => CodeFacts): FactsReader {
  return (code, form = "file") => {
    try {
      return read(code, form);
    } catch (error) {
      if (isTooDeep(error)) return { ...nothingKnown, isTooDeep: true };
      throw error;
    }
  };
}

export function isTooDeep(error: unknown): boolean {
  return error instanceof TooDeep || error instanceof RangeError;
}

const deepest = 500;

/** Throws `TooDeep` for a tree that the readers, which call themselves for what is inside of a node, would not get through. */
export function assertShallow(tree: Tree): void {
  if (isDeep(tree)) throw new TooDeep();
}

export function isDeep(tree: Tree): boolean {
  let depth = 0;
  let isTooDeep = false;
  tree.iterate({
    enter() {
      isTooDeep ||= ++depth > deepest;
      return !isTooDeep;
    },
    leave() {
      depth--;
    },
  });
  return isTooDeep;
}

/** Whether `code` opens more than `most` brackets one in the other; a look without tokens, which also counts those in texts. */
export function opensDeeper(code: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < code.length && depth <= most; at++) {
    const character = code.charAt(at);
    if ("([{".includes(character)) depth++;
    else if (depth > 0 && ")]}".includes(character)) depth--;
  }
  return depth > most;
}
