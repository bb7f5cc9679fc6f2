import { type CST, Lexer, Parser } from "yaml";
import { deepestNesting } from "./nesting.ts";

/**
 * A file of so many parts (marks, words, blanks and line ends as the lexer tells them apart) takes two seconds at most and
 * half a gigabyte; each costs about the same, whatever it is. Real exports have one for every three to seven characters,
 * the largest seen 16,000.
 */
export const mostParts = 400_000;

export type YamlTokens =
  | { readonly kind: "tokens"; readonly tokens: readonly CST.Token[] }
  /** Where reading was given up. */
  | { readonly kind: "too-many" | "too-deep"; readonly offset: number };

/** What the `yaml` library's parser makes of a text, as long as it is worth the work. */
export function readTokens(text: string): YamlTokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let parts = 0;
  let depth = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (++parts > mostParts) return { kind: "too-many", offset };
    if (isScalar) isScalar = false;
    else if (lexeme === "[" || lexeme === "{") depth++;
    else if (lexeme === "]" || lexeme === "}") depth = Math.max(0, depth - 1);
    else if (lexeme === flowEnd) depth = 0;
    else isScalar = lexeme === scalarFollows;
    if (depth > deepestNesting) return { kind: "too-deep", offset };
    if (!controls.has(lexeme)) offset += lexeme.length;
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return { kind: "tokens", tokens };
}

/** What the lexer tells the parser beside the text itself. */
const documentBegins = "\u0002";
const flowEnd = "\u0018";
const scalarFollows = "\u001f";
const controls: ReadonlySet<string> = new Set([documentBegins, flowEnd, scalarFollows]);
