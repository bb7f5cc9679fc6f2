import type { SyntaxNode, Tree } from "@lezer/common";
import type { CheckSubject } from "../../checks/check.ts";
import type { ForeignName } from "../../languages/code-facts.ts";
import { useOf } from "../../languages/python/foreign-names.ts";
import { childNamed, childrenOf, rangeOf, splitAtCommas } from "../../languages/syntax-nodes.ts";
import type { Inspection } from "../dialect.ts";
import { pythonRunnerOf } from "./modules.ts";
import { awaiting } from "./python-old-names.ts";
import type { N8nTarget } from "./target.ts";

/** Python that n8n's own runner cannot do: await, classes, and more than values for print. */
export function* inspectNativePython(
  { node, facts }: CheckSubject,
  tree: Tree,
  target: N8nTarget,
): Generator<Inspection> {
  if (pythonRunnerOf(node, target) !== "native") return;
  const { code } = node.code;
  const found: Inspection[] = [];
  const foreign = new Map(facts.body?.foreignNames.map((name) => [name.range.start, name]));
  let isAwaitFound = false;
  tree.iterate({
    enter(cursor) {
      const place = cursor.node;
      const awaits = isAwaitFound ? undefined : misplacedAwait(place);
      isAwaitFound ||= awaits !== undefined;
      found.push(...(awaits ? [awaits] : []), ...classProblem(place), ...printProblems(code, place, foreign));
    },
  });
  yield* found;
}

/** Python reports the first only, before it runs anything. */
function misplacedAwait(word: SyntaxNode): Inspection | undefined {
  const around = word.parent?.name ?? "";
  const says = (word.name === "await" || word.name === "async") && awaitComplaints[around];
  if (!says || isWhereAwaitGoes(word)) return undefined;
  return { check: "unreadable-code", message: `n8n says "${says}". ${awaiting}`, codeRange: rangeOf(word) };
}

const comprehension = "asynchronous comprehension outside of an asynchronous function";

/** By what the word stands in. */
const awaitComplaints: Readonly<Record<string, string>> = {
  AwaitExpression: "'await' outside async function",
  ForStatement: "'async for' outside async function",
  WithStatement: "'async with' outside async function",
  ArrayComprehensionExpression: comprehension,
  SetComprehensionExpression: comprehension,
  DictionaryComprehensionExpression: comprehension,
};

/** Inside of an async function, or of a generator expression, which may wait for whatever it likes. */
function isWhereAwaitGoes(word: SyntaxNode): boolean {
  for (let at = word; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.name === "ComprehensionExpression") return true;
    if (parent.name === "ArgList" && childNamed(parent, "for")) return true;
    if (parent.name === "LambdaExpression" && parent.lastChild?.from === at.from) return false;
    if (parent.name === "FunctionDefinition" && at.name === "Body") return parent.firstChild?.name === "async";
  }
  return false;
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
