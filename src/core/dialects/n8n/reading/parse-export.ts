import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { withoutDepths } from "../../../json/deep-values.ts";

export interface ParsedJson {
  readonly root: Node | undefined;
  readonly errors: readonly ParseError[];
}

/**
 * Of the same length as the text. A byte order mark is no JSON to the parser, and n8n's editor drops it; only data nest
 * deeply, and n8n takes any.
 */
export function parseExport(text: string): ParsedJson {
  const errors: ParseError[] = [];
  const root = parseTree(withoutDepths(text.replace(/^\uFEFF/, " ")), errors, { disallowComments: true });
  return { root, errors };
}
