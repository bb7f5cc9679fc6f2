// Statements and expressions that Python refuses for the function, class or loop that they stand in, or outside of.
import type { SyntaxNode, SyntaxNodeRef } from "@lezer/common";
import type { CodeForm } from "../../workflow/code-node.ts";
import type { SyntaxProblem } from "../code-facts.ts";
import { childNamed, childrenOf, rangeOf } from "../syntax-nodes.ts";

type Scope = "function" | "async-function" | "lambda" | "class" | "file" | "unknown";

/** Whose code a node is part of; unknown in type annotations, which have rules of their own. */
function scopeOf(node: SyntaxNode): Scope {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.name === "TypeDef") return "unknown";
    if (at.name === "LambdaExpression" && child.name !== "ParamList") return "lambda";
    if (child.name !== "Body") continue;
    if (at.name === "FunctionDefinition") return childNamed(at, "async") ? "async-function" : "function";
    if (at.name === "ClassDefinition") return "class";
  }
  return "file";
}

export function awaitProblem(node: SyntaxNode, form: CodeForm, walk: ScopeWalk): SyntaxProblem | undefined {
  const word = childNamed(node, node.name === "AwaitExpression" ? "await" : "async");
  if (!word || walk.isInComprehension) return undefined;
  const scope = scopeOf(node);
  const isRefused =
    scope === "function" || scope === "lambda" || scope === "class" || (scope === "file" && form === "file");
  if (!isRefused) return undefined;
  const message = `${word.name} only works inside an async function. Make the function around it async.`;
  return { message, range: rangeOf(word) };
}

export function yieldProblem(node: SyntaxNode, form: CodeForm, walk: ScopeWalk): SyntaxProblem | undefined {
  if (walk.isInComprehension) return undefined;
  const scope = scopeOf(node);
  if (scope === "class" || (scope === "file" && form === "file")) {
    return { message: "yield stands outside of a function. Indent it into one, or remove it.", range: rangeOf(node) };
  }
  if (scope !== "async-function" || !childNamed(node, "from")) return undefined;
  return {
    message: "An async function cannot yield from something. Write async for, and yield each.",
    range: rangeOf(node),
  };
}

export function tryProblem(statement: SyntaxNode): SyntaxProblem | undefined {
  const children = childrenOf(statement);
  const first = children[0] as SyntaxNode;
  if (!children.some(({ name }) => name === "except" || name === "finally")) {
    return { message: "try needs an except or a finally.", range: rangeOf(first) };
  }
  const orphan = children.find(({ name }) => name === "else");
  if (orphan && !children.some(({ name }) => name === "except")) {
    return { message: "The else of a try needs an except above it.", range: rangeOf(orphan) };
  }
  const bare = children.findIndex(({ name }, index) => name === "except" && children[index + 1]?.name === "Body");
  const isLast = bare === -1 || !children.some(({ name }, index) => index > bare && name === "except");
  if (isLast) return undefined;
  return {
    message: "The except without an exception stands behind all others.",
    range: rangeOf(children[bare] as SyntaxNode),
  };
}

const features: ReadonlySet<string> = new Set([
  "absolute_import",
  "annotations",
  "barry_as_FLUFL",
  "division",
  "generator_stop",
  "generators",
  "nested_scopes",
  "print_function",
  "unicode_literals",
  "with_statement",
]);

export function importProblem(code: string, statement: SyntaxNode, form: CodeForm): SyntaxProblem | undefined {
  const children = childrenOf(statement);
  const at = children.findIndex(({ name }) => name === "import");
  const names = children.slice(at + 1);
  const last = names.at(-1);
  if (last?.name === ",") return { message: "Nothing follows this comma. Remove it.", range: rangeOf(last) };
  const scope = scopeOf(statement);
  const isWithin = scope === "function" || scope === "async-function" || scope === "class";
  if (isWithin && names[0]?.name === "*") {
    return {
      message: "import * works outside of functions and classes only. Name what is wanted.",
      range: rangeOf(statement),
    };
  }
  const module = children.slice(0, at).map(({ from, to }) => code.slice(from, to));
  if (module.join(" ") !== "from __future__" || form !== "file") return undefined;
  for (const [index, node] of names.entries()) {
    const name = code.slice(node.from, node.to);
    const isName = node.name === "VariableName" && names[index - 1]?.name !== "as";
    if (isName && !features.has(name))
      return { message: `Python has no future feature "${name}".`, range: rangeOf(node) };
  }
  if (!isWithin && isAtBeginning(code, statement)) return undefined;
  return {
    message: "from __future__ import … stands before all other code. Move it to the first line.",
    range: rangeOf(statement),
  };
}

/** Behind a text that describes the file, and its own kind. */
function isAtBeginning(code: string, statement: SyntaxNode): boolean {
  if (statement.parent?.name !== "Script" && statement.parent?.name !== "StatementGroup") return false;
  for (let node = statement.prevSibling; node; node = node.prevSibling) {
    // One of its own kind stands there rightly, or would have been told before.
    if (isOfFuture(code, node)) return true;
    if (!mayBegin(code, node)) return false;
  }
  return true;
}

function isOfFuture(code: string, { from }: SyntaxNode): boolean {
  return /^from\s+__future__\b/.test(code.slice(from, from + 40));
}

/** Texts alone, and what says nothing; or several of these on one line. */
function mayBegin(code: string, node: SyntaxNode): boolean {
  if (node.name === "Comment" || node.name === ";") return true;
  if (node.name === "StatementGroup")
    return childrenOf(node).every((child) => mayBegin(code, child) || isOfFuture(code, child));
  return node.name === "ExpressionStatement" && /^[(\s]*[rRuU]?["']/.test(code.slice(node.from, node.from + 40));
}

/** What the names of one function, class or file have been used for so far. */
interface Names {
  readonly used: Set<string>;
  readonly parameters: ReadonlySet<string>;
  /** A list or a generator is made there, by rules of its own. */
  readonly isComprehension?: boolean;
}

/** Finds `global` and `nonlocal` that come too late, during one walk from the beginning to the end. */
export class ScopeWalk {
  private readonly scopes: Names[] = [{ used: new Set(), parameters: new Set() }];

  constructor(
    private readonly code: string,
    private readonly form: CodeForm,
  ) {}

  get isInComprehension(): boolean {
    return this.scopes.at(-1)?.isComprehension === true;
  }

  enter(node: SyntaxNodeRef): SyntaxProblem | undefined {
    if (this.opens(node)) {
      const isComprehension = node.name !== "Body" && node.name !== "LambdaExpression";
      this.scopes.push({ used: new Set(), parameters: this.parametersOf(node), isComprehension });
    } else if (node.name === "VariableName") this.use(node);
    else if (node.name === "ScopeStatement") return this.declare(node.node);
    return undefined;
  }

  leave(node: SyntaxNodeRef): void {
    if (this.opens(node)) this.scopes.pop();
  }

  /** Lambdas and comprehensions have names of their own, which nobody asks for. */
  private opens(node: SyntaxNodeRef): boolean {
    if (node.name === "LambdaExpression" || /Comprehension/.test(node.name)) return true;
    if (node.name === "ArgList") return childNamed(node.node, "for") !== undefined;
    const owner = node.name === "Body" ? node.node.parent?.name : undefined;
    return owner === "FunctionDefinition" || owner === "ClassDefinition";
  }

  private parametersOf({ name, node: { parent } }: SyntaxNodeRef): ReadonlySet<string> {
    const list = name === "Body" && parent?.name === "FunctionDefinition" ? childNamed(parent, "ParamList") : undefined;
    const parts = list ? childrenOf(list) : [];
    const names = parts.filter((part, at) => part.name === "VariableName" && parts[at - 1]?.name !== "AssignOp");
    return new Set(names.map(({ from, to }) => this.code.slice(from, to)));
  }

  private use({ node, from, to }: SyntaxNodeRef): void {
    const { parent } = node;
    // Where the tree is of glossed code, a name stands for something longer.
    if (/\w/.test(this.code.charAt(to)) || parent?.name === "ImportStatement" || parent?.name === "ScopeStatement")
      return;
    if (parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp") return;
    if (parent?.name === "ParamList" && !/=\s*$/.test(this.code.slice(Math.max(0, from - 20), from))) return;
    if (parent?.name === "TypeDef") return;
    // `case Point(x=0)`
    if (parent?.name === "KeywordPattern" && parent.firstChild?.from === from) return;
    this.scopes.at(-1)?.used.add(this.code.slice(from, to));
  }

  private declare(statement: SyntaxNode): SyntaxProblem | undefined {
    const [word, ...names] = childrenOf(statement);
    const scope = this.scopes.at(-1);
    if (!word || !scope) return undefined;
    if (word.name === "nonlocal" && this.scopes.length === 1 && this.form === "file") {
      return { message: "nonlocal stands outside of a function. Remove it.", range: rangeOf(statement) };
    }
    for (const node of names) {
      const name = this.code.slice(node.from, node.to);
      if (scope.parameters.has(name)) {
        return {
          message: `"${name}" is a parameter, and cannot be ${word.name} too. Rename one of them.`,
          range: rangeOf(node),
        };
      }
      if (scope.used.has(name)) {
        return {
          message: `"${name}" is used before it is declared ${word.name}. Move this line above its first use.`,
          range: rangeOf(node),
        };
      }
    }
    return undefined;
  }
}
