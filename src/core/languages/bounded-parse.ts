import type { Tree } from "@lezer/common";
import type { LRParser } from "@lezer/lr";

export interface BoundedParse {
  readonly tree: Tree;
  /** What comes behind the tree's end was not read: there were more errors than tell anybody anything. */
  readonly isCut?: true;
}

/**
 * Reads with a tolerant grammar, as long as it does not guess without end: where text does not fit, the grammar library
 * tries many ways on from every token, each of which costs some 50 µs.
 */
export function parseBounded(parser: LRParser, text: string): BoundedParse {
  const parse = parser.startParse(text);
  let guesses = 0;
  for (;;) {
    const tree = parse.advance();
    if (tree) return guesses > mostGuesses ? { tree, isCut: true } : { tree };
    if (isGuessing(parse) && ++guesses === mostGuesses + 1) parse.stopAt(parse.parsedPos);
  }
}

/** Of an error about 10 are needed; typing leaves one or two, a merge some more. */
const mostGuesses = 5_000;

/** The library counts how far it still is from where all fits again, and does not publish it; unknown, nothing is cut. */
function isGuessing(parse: object): boolean {
  return "recovering" in parse && parse.recovering !== 0;
}
