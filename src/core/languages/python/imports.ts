import type { SyntaxNode, Tree } from "@lezer/common";
import type { ModuleImport } from "../code-facts.ts";
import { childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { constantString } from "./string-value.ts";

/** Every import of a module by name, wherever it stands; relative ones have nothing to be relative to. */
export function readImports(code: string, tree: Tree): readonly ModuleImport[] {
  const imports: ModuleImport[] = [];
  tree.iterate({
    enter(node) {
      if (node.name === "ImportStatement") imports.push(...statementImports(code, node.node));
      else if (node.name === "CallExpression") imports.push(...callImports(code, node.node));
    },
  });
  return imports;
}

function statementImports(code: string, statement: SyntaxNode): readonly ModuleImport[] {
  const children = childrenOf(statement);
  const importIndex = children.findIndex((child) => child.name === "import");
  if (children[0]?.name === "import") {
    return splitAtCommas(children.slice(1)).flatMap((group) => dottedName(code, group)?.asImport ?? []);
  }
  const module = dottedName(code, children.slice(1, importIndex));
  if (!module || children[1]?.name !== "VariableName") return [];
  const listed = children.slice(importIndex + 1).filter((child) => child.name !== "(" && child.name !== ")");
  const names = splitAtCommas(listed).flatMap(([first]) =>
    first?.name === "VariableName" ? [{ name: code.slice(first.from, first.to), range: rangeOf(first) }] : [],
  );
  return [{ ...module.asImport, names }];
}

function dottedName(code: string, nodes: readonly SyntaxNode[]): { readonly asImport: ModuleImport } | undefined {
  const end = nodes.findIndex((node) => node.name === "as");
  const parts = (end === -1 ? nodes : nodes.slice(0, end)).filter((node) => node.name === "VariableName");
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return undefined;
  const module = parts.map((part) => code.slice(part.from, part.to)).join(".");
  return { asImport: { module, range: { start: first.from, end: last.to } } };
}

const importingFunctions = new Set(["__import__", "import_module", "importlib.import_module", "importlib.__import__"]);

function callImports(code: string, call: SyntaxNode): readonly ModuleImport[] {
  const callee = call.firstChild;
  const argument = call.getChild("ArgList")?.firstChild?.nextSibling;
  if (!callee || !argument || !importingFunctions.has(code.slice(callee.from, callee.to))) return [];
  const module = constantString(code, argument);
  return module && !module.startsWith(".") ? [{ module, range: rangeOf(argument) }] : [];
}
