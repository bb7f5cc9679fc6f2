import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { parseTolerantly } from "../../../languages/bounded-parse.ts";
import { glossOver } from "../../../languages/python/glossed-code.ts";
import { bracketTooDeep } from "../../../languages/python/layout-problems.ts";
import { newKnownEnds } from "../../../languages/python/string-literals.ts";
import { isTangled, mayBeTangled } from "../../../languages/python/tangled-strings.ts";
import { tokenise } from "../../../languages/python/tokens.ts";
import { childNamed, childrenOf, holdsError } from "../../../languages/syntax-nodes.ts";
import type { OffsetRange } from "../../../text/offset-range.ts";
import { joinTexts, type StringPart, stringParts } from "./string-parts.ts";
import { unwrapped } from "./syntax-order.ts";

/** No name that is refused is hidden in more. */
const longestSum = 4_000;

/** A part of the code with its tree, in which places and texts are those of the whole code. */
export class PythonSource {
  readonly script: SyntaxNode;
  /** What the tree is of: the grammar lacks some constructs, which are glossed over then. */
  private readonly readable: string;

  /** `text` stands in the code from `shift` on, but for what was written around it. */
  constructor(
    private readonly code: string,
    private readonly text = code,
    private readonly shift = 0,
    /** Of the strings of the whole code. */
    private readonly ends = newKnownEnds(),
  ) {
    const tokens = mayBeTangled(text) ? tokenise(text) : undefined;
    const isHopeless = tokens && (isTangled(text, tokens) || bracketTooDeep(tokens));
    const tree = isHopeless ? undefined : parseTolerantly(parser, text).topNode;
    const isRead = tree !== undefined && !holdsError(tree);
    const isTooDeep = tokens !== undefined && bracketTooDeep(tokens) !== undefined;
    this.readable = isRead ? text : isTooDeep ? "" : glossOver(text, tokens ?? tokenise(text));
    this.script = isRead ? tree : parseTolerantly(parser, this.readable).topNode;
  }

  /** An expression that stands by itself, in an f-string or in place of a name in glossed code. */
  expression({ start, end }: OffsetRange): PythonSource {
    return new PythonSource(this.code, `(${this.code.slice(start, end)})`, start - 1, this.ends);
  }

  /** A pattern with its guard. */
  pattern({ start, end }: OffsetRange): PythonSource {
    const head = "match _:\n case ";
    const text = `${head}${this.code.slice(start, end)}:\n  pass`;
    return new PythonSource(this.code, text, start - head.length, this.ends);
  }

  rangeOf(node: SyntaxNode): OffsetRange {
    return { start: node.from + this.shift, end: node.to + this.shift };
  }

  rangeOfAll(nodes: readonly SyntaxNode[]): OffsetRange | undefined {
    const [first] = nodes;
    return first && { start: this.rangeOf(first).start, end: this.rangeOf(nodes.at(-1) ?? first).end };
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /** What the glossed copy has a name for: it is `_`, with spaces behind it up to the end of what stood there. */
  standIn(node: SyntaxNode): OffsetRange | undefined {
    if (this.readable.slice(node.from, node.to) !== "_") return undefined;
    const end = node.to + (/^ */.exec(this.readable.slice(node.to))?.[0].length ?? 0);
    if (this.readable.slice(node.from, end) === this.text.slice(node.from, end)) return undefined;
    // Read by itself, it would be glossed over once more.
    const isAll = this.shift !== 0 && node.from <= 1 && end >= this.text.length - 1;
    return isAll ? undefined : { start: node.from + this.shift, end: end + this.shift };
  }

  /** Adjacent literals are one. */
  stringPartsOf(node: SyntaxNode): readonly StringPart[] {
    const pieces = node.name === "ContinuedString" ? childrenOf(node) : [node];
    return joinTexts(pieces.flatMap((piece) => stringParts(this.code, this.rangeOf(piece).start, this.ends) ?? []));
  }

  constantOf(node: SyntaxNode): string | undefined {
    const inner = unwrapped(node);
    if (inner.name !== "String" && inner.name !== "ContinuedString") return undefined;
    const [only, ...others] = this.stringPartsOf(inner);
    return only?.kind === "text" && others.length === 0 ? only.value : undefined;
  }

  /** `"a" + "b"`, put together. */
  sumOf(node: SyntaxNode): string | undefined {
    const place = `${node.from}-${node.to}`;
    if (!this.sums.has(place)) this.sums.set(place, this.newSumOf(node));
    return this.sums.get(place);
  }

  private readonly sums = new Map<string, string | undefined>();

  private newSumOf(node: SyntaxNode): string | undefined {
    const [left, operator, right] = node.name === "BinaryExpression" ? childrenOf(node) : [];
    if (!left || !right || !operator || this.textOf(operator) !== "+") return undefined;
    const first = this.constantOf(left) ?? this.sumOf(unwrapped(left));
    const second = first === undefined ? undefined : (this.constantOf(right) ?? this.sumOf(unwrapped(right)));
    const sum = first === undefined || second === undefined ? undefined : first + second;
    return sum !== undefined && sum.length <= longestSum ? sum : undefined;
  }

  dotted(parts: readonly SyntaxNode[]): string {
    return parts
      .filter(({ name }) => name === "VariableName")
      .map((part) => this.textOf(part))
      .join(".");
  }

  isBuiltins(node: SyntaxNode): boolean {
    return /^(?:builtins|__builtins__)$/.test(this.textOf(node));
  }

  /** `__import__`, `builtins.__import__` */
  isImport(callee: SyntaxNode): boolean {
    if (callee.name === "VariableName") return this.textOf(callee) === "__import__";
    const property = callee.name === "MemberExpression" ? childNamed(callee, "PropertyName") : undefined;
    const [owner] = childrenOf(callee);
    if (!property || !owner || this.textOf(property) !== "__import__") return false;
    const holder = unwrapped(owner);
    return holder.name === "VariableName" && this.isBuiltins(holder);
  }
}
