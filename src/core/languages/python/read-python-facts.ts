import type { CodeFacts, FactsReader } from "../code-facts.ts";
import { assertShallow, guardNesting, isDeep, TooDeep } from "../nesting-guard.ts";
import { findMain } from "./find-main.ts";
import { readForeignNames } from "./foreign-names.ts";
import { readImports } from "./imports.ts";
import { readModuleUses } from "./module-calls.ts";
import { newerSyntax } from "./newer-syntax.ts";
import { parsePython } from "./parse-python.ts";
import { readBodyReturns } from "./read-function.ts";
import { syntaxWarnings } from "./syntax-warnings.ts";

/** What Python code shows. Syntax is that of 3.14, so that no release's own syntax is called an error. */
export const readPythonFacts: FactsReader = guardNesting((code, form): CodeFacts => {
  const parsed = parsePython(code, form);
  const { tree, problem, hidesEffects } = parsed;
  if (parsed.isTooDeep) throw new TooDeep();
  if (problem && (parsed.isCut || isDeep(tree)))
    return { syntaxErrors: [problem], main: { kind: "unknown" }, imports: [], topLevelNames: [] };
  assertShallow(tree);
  const newer = problem ? [] : newerSyntax(code, parsed.tokens);
  const { calls, members } = problem ? { calls: [], members: [] } : readModuleUses(code, tree);
  const warnings = problem ? [] : syntaxWarnings(code, parsed.tokens);
  return {
    syntaxErrors: problem ? [problem] : [],
    ...(newer.length > 0 && { newerSyntax: newer }),
    ...(warnings.length > 0 && { syntaxWarnings: warnings }),
    main: form === "file" ? findMain(code, tree, problem !== undefined, hidesEffects) : { kind: "unknown" },
    ...(form === "file" || problem
      ? {}
      : {
          body: { returns: readBodyReturns(code, tree.topNode, hidesEffects), foreignNames: readForeignNames(parsed) },
        }),
    imports: readImports(code, tree, form),
    ...(calls.length > 0 && { moduleCalls: calls }),
    ...(members.length > 0 && { moduleMembers: members }),
    topLevelNames: [],
  };
});
