import { parser } from "@lezer/javascript";
import { isCut, parseTolerantly } from "../bounded-parse.ts";
import type { BodyFacts, CodeFacts, FactsReader, SyntaxProblem } from "../code-facts.ts";
import { assertShallow, guardNesting, isDeep, TooDeep } from "../nesting-guard.ts";
import { compareFromInside } from "../quick-stacks.ts";
import { findMain } from "./find-main.ts";
import { readForeignNames } from "./foreign-names.ts";
import { withoutLongRows } from "./long-rows.ts";
import { parseProgram } from "./parse-program.ts";
import { withPlainSpacing } from "./plain-spacing.ts";
import { readBodyReturns } from "./read-function.ts";
import { readRequires } from "./requires.ts";
import { readTopLevelNames } from "./top-level-names.ts";
import { isDeepRubbish, withoutRubbish } from "./without-rubbish.ts";

compareFromInside();

export const readJavascriptFacts: FactsReader = guardNesting((code, form): CodeFacts => {
  const { program, problem, isTooDeep, htmlComments } = parseProgram(code, form);
  if (isTooDeep) throw new TooDeep();
  if (problem && isDeepRubbish(code)) return onlyBroken(problem);
  const plain = withPlainSpacing(code, program, htmlComments);
  const { text, hidesEffects } = withoutLongRows(withoutRubbish(plain, problem), program);
  const tree = parseTolerantly(parser, text);
  const isPart = isCut(tree, text);
  if (problem && (isPart || isDeep(tree))) return onlyBroken(problem);
  if (isPart) throw new TooDeep();
  assertShallow(tree);
  const body: BodyFacts | undefined =
    form !== "file" && program
      ? { returns: readBodyReturns(code, tree.topNode, hidesEffects), foreignNames: readForeignNames(program) }
      : undefined;
  return {
    syntaxErrors: problem ? [problem] : [],
    main: form === "file" ? findMain(code, tree, problem !== undefined, hidesEffects) : { kind: "unknown" },
    ...(body ? { body } : {}),
    imports: readRequires(code, tree),
    topLevelNames: [...readTopLevelNames(code, tree)],
  };
});

function onlyBroken(problem: SyntaxProblem): CodeFacts {
  return { syntaxErrors: [problem], main: { kind: "unknown" }, imports: [], topLevelNames: [] };
}
