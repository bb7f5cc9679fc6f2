import type { SyntaxNode, Tree } from "@lezer/common";
import type { Main } from "../code-facts.ts";
import { childNamed, childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { isFunctionNode } from "./declarations.ts";
import { readFunction } from "./read-function.ts";

/** One place outside of functions that binds a name. */
interface Binding {
  readonly nameNode: SyntaxNode;
  /** The function, or the name of another one; absent when what is bound cannot be seen. */
  readonly source?: SyntaxNode;
  /** There is a way around it. */
  readonly isConditional: boolean;
  /** A function declaration is bound before anything runs. */
  readonly isHoisted: boolean;
}

/** What the global name `main` is when the platform calls it. */
export function findMain(code: string, tree: Tree, isBroken: boolean, hidesEffects = false): Main {
  const bindings = bindingsOf("main", code, tree.topNode);
  const isRebound = assignsInFunction(code, tree);
  const last = bindings.at(-1);
  if (!last) return isBroken || isRebound || hidingCalls.test(code) ? { kind: "unknown" } : { kind: "absent" };
  const definition = last.source ? resolve(last.source, code, tree, 0) : undefined;
  const isSettled = bindings.length === 1 || !last.isConditional;
  if (!definition || !isSettled || isRebound) return { kind: "opaque", range: rangeOf(last.nameNode) };
  return readFunction(code, definition, last.nameNode, hidesEffects);
}

const hidingCalls = /\beval\s*\(|\bFunction\s*\(|\bglobal(?:This)?\s*(?:\[|\)|,)|\bwith\s*\(|\bvm\b/;
const maxAliases = 5;

function resolve(source: SyntaxNode, code: string, tree: Tree, depth: number): SyntaxNode | undefined {
  if (source.name === "ParenthesizedExpression") {
    const inner = childrenOf(source)[1];
    return inner ? resolve(inner, code, tree, depth + 1) : undefined;
  }
  if (source.name !== "VariableName") {
    return isFunctionNode(source) && !source.name.startsWith("Class") ? source : undefined;
  }
  const bindings = bindingsOf(code.slice(source.from, source.to), code, tree.topNode);
  const [only] = bindings;
  if (bindings.length !== 1 || !only?.source || only.isConditional || depth >= maxAliases) return undefined;
  return resolve(only.source, code, tree, depth + 1);
}

/** In the order in which they take effect. */
function bindingsOf(name: string, code: string, program: SyntaxNode): readonly Binding[] {
  const bindings: Binding[] = [];
  const visit = (node: SyntaxNode, isConditional: boolean, isNested: boolean) => {
    const add = (nameNode: SyntaxNode | null | undefined, source?: SyntaxNode, isHoisted = false) => {
      if (!nameNode || code.slice(nameNode.from, nameNode.to) !== name) return;
      bindings.push({ nameNode, isConditional, isHoisted, ...(source ? { source } : {}) });
    };
    const children = childrenOf(node);
    switch (node.name) {
      case "FunctionDeclaration":
        add(childNamed(node, "VariableDefinition"), node, !isNested);
        return;
      case "ClassDeclaration":
        if (!isNested) add(childNamed(node, "VariableDefinition"));
        return;
      case "VariableDeclaration": {
        const [keyword, ...others] = children.filter((child) => child.name !== ";");
        const isSeen = keyword?.name === "var" || !isNested;
        for (const [target, , value] of splitAtCommas(others)) {
          if (target?.name === "VariableDefinition" && value && isSeen) add(target, value);
          else if (target?.name.endsWith("Pattern") && isSeen) for (const bound of definitionsIn(target)) add(bound);
          if (value) visit(value, isConditional, isNested);
        }
        return;
      }
      case "AssignmentExpression": {
        const [target, operator, value] = children;
        const isPlain = operator?.name === "Equals";
        const assigned = target ? assignedName(code, target) : undefined;
        if (assigned) add(assigned, isPlain ? value : undefined);
        else if (target?.name.endsWith("Pattern")) for (const bound of definitionsIn(target)) add(bound);
        if (value) visit(value, isConditional, isNested);
        return;
      }
      case "ImportDeclaration":
        for (const bound of definitionsIn(node)) add(bound);
        return;
      case "ForOfSpec":
      case "ForInSpec":
        for (const child of children)
          if (child.name === "VariableName" && child.nextSibling?.name.match(/^(?:of|in)$/)) add(child);
        if (childNamed(node, "var")) for (const bound of definitionsIn(node)) add(bound);
        return;
      default: {
        if (isFunctionNode(node)) return;
        const mayBeSkipped =
          /^(?:If|For|While|Do|Switch|Try|Labeled)Statement$|^(?:Conditional|Binary)Expression$/.test(node.name);
        const isBlock = mayBeSkipped || node.name === "Block";
        for (const child of children) visit(child, isConditional || mayBeSkipped, isNested || isBlock);
      }
    }
  };
  visit(program, false, false);
  return [...bindings.filter((binding) => binding.isHoisted), ...bindings.filter((binding) => !binding.isHoisted)];
}

/** `main` or `globalThis.main`. */
function assignedName(code: string, target: SyntaxNode): SyntaxNode | undefined {
  if (target.name === "VariableName") return target;
  const [owner, access, property] = childrenOf(target);
  const isGlobal = owner?.name === "VariableName" && /^(?:globalThis|global)$/.test(code.slice(owner.from, owner.to));
  return target.name === "MemberExpression" && isGlobal && access?.name === "." ? property : undefined;
}

function* definitionsIn(node: SyntaxNode): Generator<SyntaxNode> {
  if (node.name === "VariableDefinition" || node.name === "VariableName") yield node;
  for (const child of childrenOf(node)) yield* definitionsIn(child);
}

/** A function that assigns the global `main` may run at any time. */
function assignsInFunction(code: string, tree: Tree): boolean {
  let found = false;
  let depth = 0;
  tree.iterate({
    enter(node) {
      if (isFunctionNode(node)) depth++;
      if (node.name !== "AssignmentExpression" || depth === 0) return;
      const assigned = node.node.firstChild ? assignedName(code, node.node.firstChild) : undefined;
      if (assigned && code.slice(assigned.from, assigned.to) === "main") found = true;
    },
    leave(node) {
      if (isFunctionNode(node)) depth--;
    },
  });
  return found;
}
