import type { AnyNode, Identifier } from "acorn";
import type { NameUse } from "../../../languages/code-facts.ts";
import type { PlacedNode } from "../../../languages/javascript/all-nodes.ts";
import { nodesBefore } from "../../../workflow/nodes-before.ts";
import type { Inspection } from "../../dialect.ts";
import { constantText, isMember, isNamed, rangeOf } from "../editor-rules/javascript-shapes.ts";
import type { InspectedJavaScript } from "./inspected-javascript.ts";

/** Names of other nodes, in `$('…')`, `$items('…')` and `$node['…']`, that lead nowhere or to what runs later. */
export function* inspectReferences({ subject, n8n, nodes, bound }: InspectedJavaScript): Generator<Inspection> {
  const { workflow } = n8n;
  if (!workflow) return;
  const own = subject.node.title;
  const before = nodesBefore(workflow.predecessors, [own]);
  // Other libraries have a `$` too.
  const references = bound.has("$") ? [] : nodes.flatMap((placed) => referenceOf(placed) ?? []);
  for (const { name, node, use, asksWhetherExecuted } of references) {
    if (!workflow.nodes.has(name)) {
      yield {
        check: "wrong-reference",
        message: `The workflow has no node "${name}": n8n says "Referenced node doesn't exist". ${nearest(name, workflow.nodes)}`,
        codeRange: rangeOf(node),
        severity: workflow.isWhole && use === "certain" ? "error" : "warning",
      };
      continue;
    }
    // A node that nothing leads to is not run by the workflow at all.
    if (!workflow.isWhole || before.isEmpty || before.has(name) || asksWhetherExecuted) continue;
    yield {
      check: "wrong-reference",
      message:
        name === own
          ? `"${name}" is this node itself, which has put out nothing yet: n8n says "Node '${name}' hasn't been executed".`
          : `No connection leads from "${name}" to this node, so it may not have run yet: n8n then says "Node '${name}' hasn't been executed". Connect it, or ask $('${name}').isExecuted first.`,
      codeRange: rangeOf(node),
      severity: name === own && use === "certain" ? "error" : "warning",
    };
  }
}

interface Reference {
  readonly name: string;
  /** The text that names it. */
  readonly node: AnyNode;
  readonly use: NameUse;
  readonly asksWhetherExecuted: boolean;
}

function referenceOf({ node, parent, use }: PlacedNode): Reference | undefined {
  const named = namingNode(node);
  if (!named) return undefined;
  const name = constantText(named) ?? (isPlainName(named) ? named.name : undefined);
  if (name === undefined) return undefined;
  return { name, node: named, use, asksWhetherExecuted: isMember(parent, "isExecuted") };
}

function namingNode(node: AnyNode): AnyNode | undefined {
  if (node.type === "CallExpression" && isNamed(node.callee, "$", "$items")) {
    const [argument] = node.arguments;
    return constantText(argument) === undefined ? undefined : argument;
  }
  if (node.type !== "MemberExpression" || !isNamed(node.object, "$node")) return undefined;
  if (!node.computed) return node.property;
  return constantText(node.property) === undefined ? undefined : node.property;
}

function isPlainName(node: AnyNode): node is Identifier {
  return node.type === "Identifier";
}

function nearest(name: string, nodes: ReadonlyMap<string, unknown>): string {
  const meant = bare(name) === "" ? undefined : bareNamesOf(nodes).get(bare(name));
  return meant === undefined ? "Correct the name." : `Write "${meant}".`;
}

/** Of the nodes of one workflow, for all the code in it. */
const known = new WeakMap<ReadonlyMap<string, unknown>, ReadonlyMap<string, string>>();

function bareNamesOf(nodes: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const names = known.get(nodes) ?? new Map([...nodes.keys()].reverse().map((name) => [bare(name), name]));
  known.set(nodes, names);
  return names;
}

/** Names differ most often by case, blanks and signs. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
