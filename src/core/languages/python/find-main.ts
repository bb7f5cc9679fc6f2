import type { SyntaxNode, Tree } from "@lezer/common";
import type { Main } from "../code-facts.ts";
import { childNamed, childrenNamed, childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { readFunction } from "./read-function.ts";

/** One place at module level that binds a name. */
interface Binding {
  readonly nameNode: SyntaxNode;
  /** The `def`, the `lambda` or the name of another function; absent when what is bound cannot be seen. */
  readonly source?: SyntaxNode;
  /** There is a way around it. */
  readonly isConditional: boolean;
}

/** What the module-level name `main` is when the platform calls it. */
export function findMain(code: string, tree: Tree, isBroken: boolean, hidesEffects = false): Main {
  const isHidden = mayBindUnseen(code, tree, isBroken);
  const bindings = bindingsOf("main", code, tree.topNode);
  const last = bindings.at(-1);
  if (!last) return isHidden ? { kind: "unknown" } : { kind: "absent" };
  const definition = last.source ? resolve(last.source, code, tree, 0) : undefined;
  const isSettled = bindings.length === 1 || !last.isConditional;
  if (!definition || !isSettled || isRebound(code, tree)) return { kind: "opaque", range: rangeOf(last.nameNode) };
  return readFunction(code, definition, last.nameNode, hidesEffects);
}

const maxAliases = 5;

/** Follows `main = run` to the function, when `run` is bound once only. */
function resolve(source: SyntaxNode, code: string, tree: Tree, depth: number): SyntaxNode | undefined {
  if (source.name !== "VariableName") return source;
  const bindings = bindingsOf(code.slice(source.from, source.to), code, tree.topNode);
  const [only] = bindings;
  if (bindings.length !== 1 || !only?.source || only.isConditional || depth >= maxAliases) return undefined;
  return resolve(only.source, code, tree, depth + 1);
}

function bindingsOf(name: string, code: string, block: SyntaxNode): readonly Binding[] {
  const bindings: Binding[] = [];
  const isName = (node: SyntaxNode | null | undefined) =>
    node?.name === "VariableName" && code.slice(node.from, node.to) === name;
  const visit = (statement: SyntaxNode, isConditional: boolean) => {
    const children = childrenOf(statement);
    const add = (nameNode: SyntaxNode | null | undefined, source?: SyntaxNode) => {
      if (nameNode && isName(nameNode))
        bindings.push(source ? { nameNode, source, isConditional } : { nameNode, isConditional });
    };
    switch (statement.name) {
      case "FunctionDefinition":
        add(childNamed(statement, "VariableName"), statement);
        return;
      case "ClassDefinition":
        add(childNamed(statement, "VariableName"));
        return;
      case "DecoratedStatement":
        add(
          (childNamed(statement, "FunctionDefinition") ?? childNamed(statement, "ClassDefinition"))?.getChild(
            "VariableName",
          ),
        );
        return;
      case "AssignStatement": {
        const source = children.at(-1);
        const operators = childrenNamed(statement, "AssignOp");
        if (operators.length === 0) return;
        const isPlain = operators.length === 1;
        const isSingle = children.filter((child) => child.name !== "TypeDef").length === 3;
        const isFunction = source?.name === "LambdaExpression" || source?.name === "VariableName";
        if (isPlain && isSingle) add(children[0], isFunction ? source : undefined);
        else for (const child of children.slice(0, -1)) for (const node of namesWithin(child)) add(node);
        return;
      }
      case "ImportStatement":
        for (const node of importedNames(statement)) add(node);
        return;
      case "StatementGroup":
      case "WithStatement":
        for (const child of children) visit(child, isConditional);
        if (statement.name === "WithStatement")
          for (const child of children) if (child.prevSibling?.name === "as") add(child);
        return;
      case "Body":
      case "Script":
        for (const child of children) visit(child, isConditional);
        return;
      case "IfStatement":
      case "TryStatement":
      case "WhileStatement":
      case "MatchStatement":
      case "MatchBody":
      case "MatchClause":
        for (const child of children) if (child.name === "as") add(child.nextSibling);
        for (const child of children) visit(child, true);
        return;
      case "ForStatement":
        for (const child of children) {
          if (child.name === "in") break;
          for (const node of namesWithin(child)) add(node);
        }
        for (const child of children) visit(child, true);
        return;
      case "UpdateStatement":
      case "DeleteStatement":
        for (const child of children) add(child);
        return;
      default:
        for (const node of walrusTargets(statement)) add(node);
    }
  };
  visit(block, false);
  return bindings;
}

function* namesWithin(node: SyntaxNode): Generator<SyntaxNode> {
  if (node.name === "VariableName") yield node;
  else if (node.name !== "MemberExpression") for (const child of childrenOf(node)) yield* namesWithin(child);
}

function* walrusTargets(node: SyntaxNode): Generator<SyntaxNode> {
  if (node.name === "NamedExpression" && node.firstChild) yield node.firstChild;
  if (node.name === "LambdaExpression") return;
  for (const child of childrenOf(node)) yield* walrusTargets(child);
}

/** The names that an import binds: `c` of `import a as c`, `a` of `import a.b`. */
function* importedNames(statement: SyntaxNode): Generator<SyntaxNode> {
  const children = childrenOf(statement);
  const start = children.findIndex((child) => child.name === "import");
  for (const group of splitAtCommas(children.slice(start + 1))) {
    const names = group.filter((node) => node.name === "VariableName");
    const bound = group.some((node) => node.name === "as") ? names.at(-1) : names[0];
    if (bound) yield bound;
  }
}

const bindingCalls =
  /\b(?:exec|eval|globals|setattr|vars|locals|__import__\s*\(\s*["']builtins)\s*\(|\b__dict__\b|\bbuiltins\b/;

/** A definition may hide in what cannot be read. */
function mayBindUnseen(code: string, tree: Tree, isBroken: boolean): boolean {
  if (isBroken || bindingCalls.test(code) || isRebound(code, tree)) return true;
  let hasStar = false;
  tree.iterate({
    enter(node) {
      if (node.name === "ImportStatement" && node.node.lastChild?.name === "*") hasStar = true;
    },
  });
  return hasStar;
}

/** `global main` inside a function. */
function isRebound(code: string, tree: Tree): boolean {
  if (!/\bglobal\b/.test(code)) return false;
  let found = false;
  tree.iterate({
    enter(node) {
      if (node.name !== "ScopeStatement") return;
      for (const name of childrenNamed(node.node, "VariableName")) found ||= code.slice(name.from, name.to) === "main";
    },
  });
  return found;
}
