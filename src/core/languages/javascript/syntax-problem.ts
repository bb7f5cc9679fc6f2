import { parse } from "acorn";
import type { SyntaxProblem } from "../code-facts.ts";

/** The first place where the code stops being a sloppy script, as the platform evaluates it; acorn finds it exactly. */
export function scriptProblem(code: string): SyntaxProblem | undefined {
  try {
    parse(code, { ecmaVersion: "latest", sourceType: "script" });
    return undefined;
  } catch (error) {
    // acorn reports broken code by throwing; anything else (a nesting too deep for its stack) proves nothing.
    if (!isAcornError(error)) return undefined;
    const start = Math.min(error.pos, code.length);
    const word = /^(?:[\p{ID_Continue}$]+|[^\s])/u.exec(code.slice(start))?.[0] ?? "";
    const range = word === "" ? lastToken(code, start) : { start, end: start + word.length };
    return { message: remedy(code, start, word, error.message.replace(/\s*\(\d+:\d+\)$/, "")), range };
  }
}

function remedy(code: string, start: number, word: string, message: string): string {
  if (word === "import") return 'import only works in modules, and this code is a script. Write require("…") instead.';
  if (word === "export") return "export only works in modules, and this code is a script. Remove the word.";
  const isAwait = word === "await" || /\bawait\s+$/.test(code.slice(0, start));
  if (isAwait) return "await only works inside an async function. Move it into main(), and make that async.";
  if (message === "Unexpected token" && word === "")
    return "JavaScript cannot read this: something is missing at the end.";
  if (message === "Unexpected token") return `JavaScript cannot read this: "${word}" is not expected here.`;
  return `JavaScript cannot read this: ${message}.`;
}

function lastToken(code: string, end: number): { start: number; end: number } {
  const trimmed = code.slice(0, end).trimEnd();
  return { start: Math.max(0, trimmed.length - 1), end: trimmed.length };
}

function isAcornError(error: unknown): error is SyntaxError & { readonly pos: number } {
  return error instanceof SyntaxError && "pos" in error && typeof error.pos === "number";
}
