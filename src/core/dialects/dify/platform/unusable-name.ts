import { canNameParameter } from "../../../languages/python/parameter-name.ts";
import type { Language } from "../../../workflow/code-node.ts";

/** Source: Dify's editor, `web/config/index.ts` and `utils/var.ts`; graphon's pattern for references allows no more (read 2026-08). */
const longestNameCharacters = 30;
const usableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What is wrong with the name of an output, which later nodes have to refer to; undefined when nothing is. */
export function outputNameProblem(name: string): string | undefined {
  const flaw = flawOf(name);
  return flaw && `The output "${name}" ${flaw}, so Dify's editor does not offer it to later nodes. ${rule}`;
}

/** What is wrong with the name of an input, which main() has to take; undefined when nothing is. */
export function inputNameProblem(name: string, language: Language | undefined): string | undefined {
  const flaw = flawOf(name);
  if (!flaw && language === "python" && !canNameParameter(name)) {
    return `The input "${name}" has the name of a Python keyword, so no parameter can take it. Give it another name.`;
  }
  return flaw && `The input "${name}" ${flaw}, which Dify's editor refuses. ${rule}`;
}

/** For a declaration of which only the last counts. */
export function repeatedName(kind: "input" | "output", name: string): string {
  return `The ${kind} "${name}" is declared twice, and only the last declaration counts. Remove one.`;
}

const rule = `Use letters, digits and underscores, no digit first, and at most ${longestNameCharacters} characters.`;

function flawOf(name: string): string | undefined {
  if (/^[0-9]/.test(name)) return "begins with a digit";
  if (!usableName.test(name)) return "has characters other than letters, digits and underscores";
  return name.length > longestNameCharacters ? `has a name of ${name.length} characters` : undefined;
}
