import { parser } from "@lezer/javascript";
import type { CodeFacts, FactsReader } from "../code-facts.ts";
import { guardNesting } from "../nesting-guard.ts";
import { findMain } from "./find-main.ts";
import { readRequires } from "./requires.ts";
import { scriptProblem } from "./syntax-problem.ts";
import { readTopLevelNames } from "./top-level-names.ts";

export const readJavascriptFacts: FactsReader = guardNesting((code): CodeFacts => {
  const tree = parser.parse(code);
  const problem = scriptProblem(code);
  return {
    syntaxErrors: problem ? [problem] : [],
    main: findMain(code, tree, problem !== undefined),
    imports: readRequires(code, tree),
    topLevelNames: [...readTopLevelNames(code, tree)],
  };
});
