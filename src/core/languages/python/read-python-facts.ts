import type { CodeFacts, FactsReader } from "../code-facts.ts";
import { guardNesting } from "../nesting-guard.ts";
import { findMain } from "./find-main.ts";
import { readImports } from "./imports.ts";
import { parsePython } from "./parse-python.ts";

/** What Python code shows. Syntax is that of 3.14, so that no release's own syntax is called an error. */
export const readPythonFacts: FactsReader = guardNesting((code): CodeFacts => {
  const { tree, problem } = parsePython(code);
  return {
    syntaxErrors: problem ? [problem] : [],
    main: findMain(code, tree, problem !== undefined),
    imports: readImports(code, tree),
    topLevelNames: [],
  };
});
