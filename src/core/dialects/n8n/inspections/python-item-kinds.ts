import type { SyntaxNode } from "@lezer/common";
import { childNamed, childrenOf } from "../../../languages/syntax-nodes.ts";
import type { NodeMode } from "../platform/python-old-names.ts";
import { argumentsInOrder, unwrapped, withoutBrackets } from "../python-analyzer/syntax-order.ts";

/**
 * What an expression of n8n 1's Python holds of the input: `_input` itself, several items, one item, or a value out of
 * an item's data. "other" is everything else.
 */
export type ItemKind = "input" | "items" | "item" | "value" | "other";

/** What binds names. */
const binding = new Set([
  "AssignStatement",
  "NamedExpression",
  "ForStatement",
  "ArrayComprehensionExpression",
  "ComprehensionExpression",
  "SetComprehensionExpression",
  "DictionaryComprehensionExpression",
  "ArgList",
  "ParamList",
  "WithStatement",
  "TryStatement",
  "ImportStatement",
  "FunctionDefinition",
  "ClassDefinition",
]);

/** Tells the kinds of expressions. Names are taken to mean the same everywhere; one that does not is "other". */
export class ItemKinds {
  private readonly kinds = new Map<string, ItemKind>();
  private readonly parameters = new Set<string>();
  /** By place, of what may lie deep: each member of a row is asked for by itself. */
  private readonly known = new Map<string, ItemKind>();
  private isSettled = false;

  constructor(
    private readonly code: string,
    script: SyntaxNode,
    private readonly mode: NodeMode,
  ) {
    // What a name is bound to may go by names that are bound further down.
    for (let round = 0; round < 3; round++) {
      const found = new Map<string, ItemKind>();
      const bind = (target: SyntaxNode | undefined, kind: ItemKind) => {
        if (target?.name !== "VariableName") return;
        const name = this.text(target);
        found.set(name, found.has(name) && found.get(name) !== kind ? "other" : kind);
      };
      script.cursor().iterate((at) => {
        // To make a node costs as much as it lies deep.
        if (binding.has(at.name)) this.bindings(at.node, bind);
      });
      for (const [name, kind] of found) this.kinds.set(name, kind);
    }
    this.isSettled = true;
  }

  isBound(name: string): boolean {
    return this.kinds.has(name) || this.parameters.has(name);
  }

  of(node: SyntaxNode | undefined): ItemKind {
    if (!node) return "other";
    const inner = unwrapped(node);
    if (inner.name === "VariableName") return this.ofName(this.text(inner));
    const place = `${inner.name} ${inner.from}-${inner.to}`;
    const known = this.known.get(place);
    if (known) return known;
    const kind = this.ofExpression(inner);
    if (this.isSettled) this.known.set(place, kind);
    return kind;
  }

  private ofExpression(inner: SyntaxNode): ItemKind {
    switch (inner.name) {
      case "MemberExpression":
        return this.ofMember(inner);
      case "CallExpression":
        return this.ofCall(inner);
      case "ArrayComprehensionExpression": {
        const kind = this.of(withoutBrackets(inner)[0]);
        return kind === "item" ? "items" : kind === "value" ? "value" : "other";
      }
      default:
        return "other";
    }
  }

  private ofName(name: string): ItemKind {
    const known = this.kinds.get(name);
    if (known) return known;
    if (this.parameters.has(name)) return "other";
    if (name === "_input") return "input";
    if (name === "_json" || name === "_binary") return "value";
    const isEach = this.mode === "runOnceForEachItem";
    if (name === "items" || name === "_items") return isEach ? "other" : "items";
    return isEach && (name === "item" || name === "_item") ? "item" : "other";
  }

  private ofMember(node: SyntaxNode): ItemKind {
    const [owner, , ...key] = childrenOf(node);
    const kind = this.of(owner);
    const property = childNamed(node, "PropertyName");
    if (!property) {
      const isSlice = key.some(({ name }) => name === ":");
      return kind === "items" ? (isSlice ? "items" : "item") : kind === "item" || kind === "value" ? "value" : "other";
    }
    const name = this.text(property);
    if (kind === "input") return name === "item" ? "item" : "other";
    if (kind === "item" || kind === "value") return "value";
    return this.isParameterItem(owner, name) ? "value" : "other";
  }

  /** `item.json` of a function's own parameter: nothing else has such a member that is not called. */
  isParameterItem(owner: SyntaxNode | undefined, property: string): boolean {
    const isMember = property === "json" || property === "binary";
    return isMember && owner?.name === "VariableName" && this.parameters.has(this.text(owner));
  }

  private ofCall(node: SyntaxNode): ItemKind {
    const [callee] = childrenOf(node);
    if (!callee) return "other";
    const property = callee.name === "MemberExpression" ? childNamed(callee, "PropertyName") : undefined;
    if (property) {
      const kind = this.of(childrenOf(callee)[0]);
      const name = this.text(property);
      if (kind === "input") return name === "all" ? "items" : /^(?:first|last)$/.test(name) ? "item" : "other";
      return kind === "value" && /^(?:get|pop|to_py)$/.test(name) ? "value" : "other";
    }
    const [first] = argumentsInOrder(childNamed(node, "ArgList"));
    const passesOn = /^(?:list|sorted|reversed|filter)$/.test(this.text(callee));
    return passesOn ? this.ofFirst(node, this.text(callee) === "filter" ? 1 : 0, first?.value[0]) : "other";
  }

  private ofFirst(call: SyntaxNode, at: number, first: SyntaxNode | undefined): ItemKind {
    const argument = at === 0 ? first : argumentsInOrder(childNamed(call, "ArgList"))[at]?.value[0];
    const kind = this.of(argument);
    return kind === "items" || kind === "value" ? kind : "other";
  }

  private bindings(node: SyntaxNode, bind: (target: SyntaxNode | undefined, kind: ItemKind) => void): void {
    const children = childrenOf(node);
    switch (node.name) {
      case "AssignStatement":
      case "NamedExpression": {
        const targets = children.filter((_child, index) => children[index + 1]?.name === "AssignOp");
        const isPlain = !children.some(({ name }) => name === ",");
        for (const target of targets) bind(target, isPlain ? this.of(children.at(-1)) : "other");
        return;
      }
      case "ForStatement":
      case "ArrayComprehensionExpression":
      case "ComprehensionExpression":
      case "SetComprehensionExpression":
      case "DictionaryComprehensionExpression":
      case "ArgList":
        for (const [index, child] of children.entries()) {
          if (child.name === "for") this.loop(children, index, bind);
        }
        return;
      case "ParamList":
        for (const { name, node: parameter } of children.map((child) => ({ name: child.name, node: child }))) {
          if (name === "VariableName") this.parameters.add(this.text(parameter));
        }
        return;
      case "WithStatement":
      case "TryStatement":
      case "ImportStatement":
        for (const [index, child] of children.entries()) {
          if (child.name === "as") bind(children[index + 1], "other");
        }
        if (node.name === "ImportStatement" && !children.some(({ name }) => name === "as"))
          bind(children.at(-1), "other");
        return;
      case "FunctionDefinition":
      case "ClassDefinition":
        bind(childNamed(node, "VariableName"), "other");
    }
  }

  private loop(
    children: readonly SyntaxNode[],
    at: number,
    bind: (target: SyntaxNode | undefined, kind: ItemKind) => void,
  ): void {
    let end = at + 1;
    while (end < children.length && children[end]?.name !== "in") end++;
    const targets = children
      .slice(at + 1, end)
      .flatMap((target) => (target.name === "TupleExpression" ? withoutBrackets(target) : [target]));
    const names = targets.filter(({ name }) => name !== ",");
    const iterated = children[end + 1];
    const isNumbered =
      iterated?.name === "CallExpression" && this.text(childrenOf(iterated)[0] ?? iterated) === "enumerate";
    const source = isNumbered ? argumentsInOrder(childNamed(iterated, "ArgList"))[0]?.value[0] : iterated;
    const kind = this.of(source);
    const element = kind === "items" ? "item" : kind === "value" ? "value" : "other";
    for (const [index, target] of names.entries()) {
      const isElement = isNumbered ? index === 1 : names.length === 1;
      bind(target, isElement ? element : "other");
    }
  }

  private text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
  }
}
