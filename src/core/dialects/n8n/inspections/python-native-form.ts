import type { SyntaxNode } from "@lezer/common";
import { parsePython } from "../../../languages/python/parse-python.ts";
import { childNamed, childrenOf, holdsError, rangeOf } from "../../../languages/syntax-nodes.ts";
import type { OffsetRange } from "../../../text/offset-range.ts";
import type { TextEdit } from "../../../text/text-edit.ts";
import {
  awaiting,
  inputDetails,
  itemIndex,
  type NodeMode,
  oldNames,
  otherItems,
  otherNodesItems,
} from "../platform/python-old-names.ts";
import { ItemKinds } from "./python-item-kinds.ts";

/** What code of n8n 1's Pyodide needs to become native Python. */
export interface NativeForm {
  /** Where the code uses a name that n8n 2 does not give, in order of appearance. */
  readonly names: readonly { readonly name: string; readonly range: OffsetRange }[];
  /** Apart from each other, in order of appearance. */
  readonly edits: readonly TextEdit[];
  /** What no edit can bring over, with the remedy in words for the user. */
  readonly obstacles: readonly { readonly message: string; readonly range: OffsetRange }[];
}

/** Undefined when the code uses none of the old names, or cannot be read. */
export function nativeForm(code: string, mode: NodeMode): NativeForm | undefined {
  const script = parsePython(code).tree.topNode;
  if (holdsError(script)) return undefined;
  const migration = new Migration(code, script, mode);
  migration.visit(script);
  return migration.form();
}

class Migration {
  private readonly kinds: ItemKinds;
  private readonly names: NativeForm["names"][number][] = [];
  private readonly edits: TextEdit[] = [];
  private readonly obstacles: NativeForm["obstacles"][number][] = [];
  private readonly isEach: boolean;

  constructor(
    private readonly code: string,
    script: SyntaxNode,
    mode: NodeMode,
  ) {
    this.kinds = new ItemKinds(code, script, mode);
    this.isEach = mode === "runOnceForEachItem";
  }

  form(): NativeForm | undefined {
    if (this.names.length === 0) return undefined;
    return { names: this.names, edits: merged(this.edits), obstacles: this.obstacles };
  }

  visit(node: SyntaxNode): void {
    if (node.name === "VariableName") this.variable(node);
    else if (node.name === "AwaitExpression") this.awaited(node);
    else if (node.name === "MemberExpression" && childNamed(node, "PropertyName")) this.member(node);
    else if (node.name === "CallExpression" && this.inputCall(node)) return;
    else if (node.name !== "ImportStatement") for (const child of childrenOf(node)) this.visit(child);
  }

  private variable(node: SyntaxNode): void {
    const name = this.text(node);
    if (this.kinds.isBound(name) || isKeywordName(node)) return;
    const isCalled = node.parent?.name === "CallExpression" && node.parent.firstChild?.from === node.from;
    if (name === "_json" || name === "_binary") this.replace(node, name, `${this.item}["${name.slice(1)}"]`);
    else if (name === "_itemIndex") this.isEach ? this.block(node, name, itemIndex) : this.replace(node, name, "0");
    else if (name === "_input") this.block(node, name, inputDetails);
    else if (name === "items" && !this.isEach) this.replace(node, name, "_items");
    else if (name === "item" && this.isEach) this.replace(node, name, "_item");
    else if ((name === "_items" || name === "_item") && isCalled) this.block(node, `${name}()`, otherNodesItems);
    else if (Object.hasOwn(oldNames, name)) this.block(node, name, oldNames[name] ?? "");
  }

  private get item(): string {
    return this.isEach ? "_item" : "_items[0]";
  }

  /** True when the whole call has been dealt with: `_input.all()`, `_input.first()`, `x.to_py()`. */
  private inputCall(node: SyntaxNode): boolean {
    const [callee] = childrenOf(node);
    const property = callee?.name === "MemberExpression" ? childNamed(callee, "PropertyName") : undefined;
    const [owner] = callee ? childrenOf(callee) : [];
    if (!callee || !property || !owner) return false;
    const name = this.text(property);
    const kind = this.kinds.of(owner);
    if (kind === "input" && this.text(owner) === "_input") {
      const native = { all: "_items", first: "_items[0]", last: "_items[-1]" }[name];
      if (native === undefined) this.block(node, "_input", inputDetails);
      else if (this.isEach) this.block(node, "_input", otherItems);
      else this.replace(node, "_input", native);
      return true;
    }
    if (kind !== "other" && name === "to_py") {
      this.visit(owner);
      this.edits.push({ range: { start: owner.to, end: node.to }, newText: "" });
      return true;
    }
    // A method of the value, which native Python has too.
    this.visit(owner);
    for (const child of childrenOf(node).slice(1)) this.visit(child);
    return true;
  }

  private member(node: SyntaxNode): void {
    const [owner] = childrenOf(node);
    const property = childNamed(node, "PropertyName");
    if (!owner || !property) return;
    const name = this.text(property);
    const kind = this.kinds.of(owner);
    if (kind === "input" && this.text(owner) === "_input") {
      if (name === "item") this.replace(node, "_input", this.item);
      else this.block(node, "_input", inputDetails);
      return;
    }
    this.visit(owner);
    const range = { start: owner.to, end: property.to };
    if (name === "length" && (kind === "items" || kind === "value")) {
      this.edits.push({ range: { start: owner.from, end: owner.from }, newText: "len(" }, { range, newText: ")" });
    } else if (kind === "item" || kind === "value" || this.kinds.isParameterItem(owner, name)) {
      const quote = this.quoteAt(node);
      this.edits.push({ range, newText: `[${quote}${name}${quote}]` });
    }
  }

  /** Inside an f-string the other quote, so that older tools can read it too. */
  private quoteAt(node: SyntaxNode): string {
    for (let at: SyntaxNode | null = node; at; at = at.parent) {
      if (at.name === "FormatString") return this.text(at).replace(/^\w*/, "").startsWith('"') ? "'" : '"';
    }
    return '"';
  }

  private awaited(node: SyntaxNode): void {
    const isTop = !isInFunction(node);
    if (isTop) this.obstacles.push({ message: awaiting, range: rangeOf(node) });
    for (const child of childrenOf(node)) this.visit(child);
  }

  private replace(node: SyntaxNode, name: string, newText: string): void {
    this.names.push({ name, range: rangeOf(node) });
    this.edits.push({ range: rangeOf(node), newText });
  }

  private block(node: SyntaxNode, name: string, message: string): void {
    this.names.push({ name, range: rangeOf(node) });
    this.obstacles.push({ message, range: rangeOf(node) });
  }

  private text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
  }
}

/** `f(_json=1)` and the names of definitions are no uses. */
function isKeywordName(node: SyntaxNode): boolean {
  return node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp";
}

function isInFunction(node: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.name === "FunctionDefinition" || at.name === "LambdaExpression") return true;
  }
  return false;
}

/** What is put in where another edit begins becomes part of that one. */
function merged(edits: readonly TextEdit[]): readonly TextEdit[] {
  const result: TextEdit[] = [];
  const isInsertion = ({ range }: TextEdit) => range.start === range.end;
  const ordered = edits.toSorted(
    (one, other) => one.range.start - other.range.start || one.range.end - other.range.end,
  );
  for (const edit of ordered) {
    const last = result.at(-1);
    if (last && isInsertion(last) && last.range.start === edit.range.start) {
      result.splice(-1, 1, { range: edit.range, newText: last.newText + edit.newText });
    } else {
      result.push(edit);
    }
  }
  return result;
}
