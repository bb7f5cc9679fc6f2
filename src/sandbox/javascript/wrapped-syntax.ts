import { parse } from "acorn";
import { unexpected } from "./syntax-wording.ts";

/** What a platform writes around the code to make a function of it. */
export interface CodeWrapper {
  readonly before: string;
  readonly after: string;
}

/**
 * What V8 says of broken code that a platform has written into a function of its own: code that closes too much or too
 * little is broken in the wrapper. Undefined where V8's words are not known.
 */
export function wrappedInV8Words(code: string, { before, after }: CodeWrapper): string | undefined {
  const text = `${before}${code}${after}`;
  try {
    parse(text, { ecmaVersion: "latest", sourceType: "script" });
    return undefined;
  } catch (error) {
    const { message, pos } = Object(error) as { readonly message?: unknown; readonly pos?: unknown };
    if (typeof message !== "string" || typeof pos !== "number") return undefined;
    if (message.startsWith("'return' outside of function")) return "Illegal return statement";
    if (message.startsWith("Numeric separator is not allowed at the last of digits")) {
      return "Numeric separators are not allowed at the end of numeric literals";
    }
    return message.startsWith("Unexpected token") ? unexpected(text.slice(pos)) : undefined;
  }
}

/** Whether the code has closed the function that it stands in. */
export const closesTooMuch = (words: string | undefined) => words === "Illegal return statement";
