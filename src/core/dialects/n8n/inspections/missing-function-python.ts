import type { SyntaxNode, Tree } from "@lezer/common";
import type { CheckSubject } from "../../../checks/check.ts";
import type { ForeignName } from "../../../languages/code-facts.ts";
import { useOf } from "../../../languages/python/foreign-names.ts";
import { childNamed, childrenOf, rangeOf, splitAtCommas } from "../../../languages/syntax-nodes.ts";
import type { Inspection } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import type { N8nTarget } from "../platform/target.ts";

/** What the Python of n8n's own runner does not have: classes, and a print that takes more than values. */
export function* inspectPythonFunctions(
  { node, facts }: CheckSubject,
  tree: Tree,
  target: N8nTarget,
): Generator<Inspection> {
  if (pythonRunnerOf(node, target) !== "native") return;
  const { code } = node.code;
  const found: Inspection[] = [];
  const foreign = new Map(facts.body?.foreignNames.map((name) => [name.range.start, name]));
  tree.iterate({
    enter({ node: place }) {
      found.push(...classProblem(place), ...printProblems(code, place, foreign));
    },
  });
  yield* found;
}

function classProblem(node: SyntaxNode): readonly Inspection[] {
  const name = node.name === "ClassDefinition" ? childNamed(node, "VariableName") : undefined;
  if (!name || useOf(name) === "guarded") return [];
  const message =
    'n8n says "__build_class__ not found": its Python makes no classes. Write functions, and dictionaries for the data.';
  return [{ check: "missing-function", message, codeRange: rangeOf(name) }];
}

/** What stands behind `**` may be empty. */
function printProblems(
  code: string,
  node: SyntaxNode,
  foreign: ReadonlyMap<number, ForeignName>,
): readonly Inspection[] {
  const callee = node.name === "CallExpression" ? node.firstChild : null;
  const list = childNamed(node, "ArgList");
  const used = callee && foreign.get(callee.from);
  if (!list || used?.name !== "print" || used.use === "guarded") return [];
  for (const [name, operator] of splitAtCommas(childrenOf(list).slice(1, -1))) {
    if (name?.name !== "VariableName" || operator?.name !== "AssignOp") continue;
    if (code.slice(operator.from, operator.to) !== "=") continue;
    const written = code.slice(name.from, name.to);
    const message = `n8n says "_SafePrint.__call__() got an unexpected keyword argument '${written}'": its print takes values alone. Leave ${written} out.`;
    const severity = used.use === "perhaps" ? ({ severity: "warning" } as const) : {};
    return [{ check: "missing-function", message, codeRange: rangeOf(name), ...severity }];
  }
  return [];
}
