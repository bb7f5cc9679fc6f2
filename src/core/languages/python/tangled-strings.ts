import { opensDeeper } from "../nesting-guard.ts";
import { stringOpening } from "./string-literals.ts";
import type { Token, Tokens } from "./tokens.ts";

const mostStrings = 20;
const formatOpening = /[ft]r?["']/gi;

/** As many as Python reads inside of each other. */
const deepestBrackets = 200;

/**
 * Whether an f-string holds many others, whose quotes only the newest releases tell apart, or brackets that are too deep.
 * The grammar library takes long to see that it cannot read them.
 */
export function isTangled(code: string, { all }: Tokens): boolean {
  return mayBeTangled(code) && all.some((token) => isFormatOfMany(code, token));
}

/** A look without tokens. */
export function mayBeTangled(code: string): boolean {
  return [...code.matchAll(formatOpening)].length > mostStrings || opensDeeper(code, deepestBrackets);
}

function isFormatOfMany(code: string, { kind, start, end }: Token): boolean {
  return kind === "string" && stringOpening(code, start)?.isFormat === true && mayBeTangled(code.slice(start, end));
}
