import { conflictMarks, unfinishedMerge } from "../text/conflict-marks.ts";
import type { CodeForm, CodeNode, Language } from "../workflow/code-node.ts";
import type { CodeFacts, FactsReader } from "./code-facts.ts";
import { readJavascriptFacts } from "./javascript/read-javascript-facts.ts";
import { readPythonFacts } from "./python/read-python-facts.ts";

const readers: Readonly<Record<Language, FactsReader>> = {
  python: readPythonFacts,
  javascript: readJavascriptFacts,
};

/** Never throws; broken code gives the facts that can still be seen. */
export function readFacts(language: Language, code: string, form?: CodeForm): CodeFacts {
  const facts = readers[language](code, form);
  const marks = facts.syntaxErrors.length > 0 ? conflictMarks(code) : undefined;
  return marks ? { ...facts, syntaxErrors: [{ message: unfinishedMerge, range: marks }] } : facts;
}

export function readNodeFacts({ language, code, form }: Pick<CodeNode, "language" | "code" | "form">): CodeFacts {
  return readFacts(language, code.code, form);
}
