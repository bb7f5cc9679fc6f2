import type { SyntaxNode, Tree } from "@lezer/common";
import { childNamed, rangeOf } from "../../../languages/syntax-nodes.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { Inspection } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { awaiting } from "../platform/python-old-names.ts";
import type { N8nTarget } from "../platform/target.ts";

/** An `await` that n8n's own runner of Python takes for a syntax error; it reports the first only, before it runs anything. */
export function* inspectAwaits(node: CodeNode, tree: Tree, target: N8nTarget): Generator<Inspection> {
  if (pythonRunnerOf(node, target) !== "native") return;
  let found: Inspection | undefined;
  tree.iterate({
    enter({ node: place }) {
      found ??= misplacedAwait(place);
    },
  });
  if (found) yield found;
}

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
