import { parser } from "@lezer/javascript";
import type { BodyFacts, CodeFacts, FactsReader } from "../code-facts.ts";
import { guardNesting } from "../nesting-guard.ts";
import { findMain } from "./find-main.ts";
import { readForeignNames } from "./foreign-names.ts";
import { parseProgram } from "./parse-program.ts";
import { readBodyReturns } from "./read-function.ts";
import { readRequires } from "./requires.ts";
import { readTopLevelNames } from "./top-level-names.ts";

export const readJavascriptFacts: FactsReader = guardNesting((code, form): CodeFacts => {
  const tree = parser.parse(code);
  const { program, problem } = parseProgram(code, form);
  const body: BodyFacts | undefined =
    form !== "file" && program
      ? { returns: readBodyReturns(code, tree.topNode), foreignNames: readForeignNames(program) }
      : undefined;
  return {
    syntaxErrors: problem ? [problem] : [],
    main: form === "file" ? findMain(code, tree, problem !== undefined) : { kind: "unknown" },
    ...(body ? { body } : {}),
    imports: readRequires(code, tree),
    topLevelNames: [...readTopLevelNames(code, tree)],
  };
});
