import type { AnyNode, Identifier, Node, Program } from "acorn";
import { base } from "acorn-walk";
import type { ForeignName, NameUse } from "../code-facts.ts";
import { useInside } from "./name-use.ts";

/**
 * Every use of a name that the code neither declares nor assigns anywhere. Scopes are not told apart: a name that is
 * bound in one of them counts as bound in all, so that nothing is called foreign that may not be.
 */
export function readForeignNames(program: Program): readonly ForeignName[] {
  const bound = boundNames(program);
  const inTypeof = namesInTypeof(program);
  const names: ForeignName[] = [];
  for (const { type, node, use } of visited(program)) {
    if (type !== "Identifier" || !isIdentifier(node) || bound.has(node.name)) continue;
    const range = { start: node.start, end: node.end };
    names.push({ name: node.name, range, use: inTypeof.has(node.name) ? "guarded" : use });
  }
  return names.sort((one, other) => one.range.start - other.range.start);
}

/** Everything that the code declares or assigns, at any depth, and what it makes a property of the global object. */
export function boundNames(program: Program): ReadonlySet<string> {
  const bound = new Set(["arguments", "undefined"]);
  const bind = (node: AnyNode) => {
    if (isIdentifier(node)) bound.add(node.name);
  };
  for (const { type, node } of visited(program)) {
    if (type === "VariablePattern") bind(node);
    if (type !== "AssignmentExpression" || node.type !== "AssignmentExpression") continue;
    const { left } = node;
    const isOfGlobal = left.type === "MemberExpression" && !left.computed && isGlobalObject(left.object);
    if (isOfGlobal) bind(left.property);
  }
  return bound;
}

function isGlobalObject(node: AnyNode): boolean {
  return node.type === "ThisExpression" || (isIdentifier(node) && /^(?:globalThis|global)$/.test(node.name));
}

function isIdentifier(node: Node): node is Identifier {
  return node.type === "Identifier";
}

/** Names that the code asks `typeof` of anywhere. */
function namesInTypeof(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { type, node } of visited(program)) {
    if (type !== "UnaryExpression" || node.type !== "UnaryExpression" || node.operator !== "typeof") continue;
    if (isIdentifier(node.argument)) names.add(node.argument.name);
  }
  return names;
}

interface Visit {
  /** As what the node stands there: a name that is bound is a "VariablePattern". */
  readonly type: string;
  readonly node: AnyNode;
  readonly use: NameUse;
}

/** What the library's walks look at inside of a node. */
const parts: Readonly<Record<string, WalkerCallback<unknown>>> = base as unknown as Readonly<
  Record<string, WalkerCallback<unknown>>
>;

type WalkerCallback<State> = (
  node: AnyNode,
  state: State,
  callback: (node: Node, state: State, override?: string) => void,
) => void;

/** What the library's walks come by. They call themselves for every node inside a node, and code may be deeper than the stack is. */
function* visited(program: Program): Generator<Visit> {
  const open: Visit[] = [{ type: program.type, node: program, use: "certain" }];
  for (let at = open.pop(); at; at = open.pop()) {
    yield at;
    const { type, node: parent, use } = at;
    const inside: Visit[] = [];
    parts[type]?.(parent, undefined, (part: Node, _state: unknown, override?: string) => {
      const node = part as AnyNode;
      inside.push({ type: override ?? node.type, node, use: node === parent ? use : useInside(parent, node, use) });
    });
    for (const visit of inside.toReversed()) open.push(visit);
  }
}
