import type { SyntaxNode, Tree } from "@lezer/common";
import type { ModuleImport } from "../code-facts.ts";
import { rangeOf } from "../syntax-nodes.ts";
import { constantString } from "./string-value.ts";

/** Every module that is asked for by a constant name: `require`, `import … from`, `export … from`, `import()`. */
export function readRequires(code: string, tree: Tree): readonly ModuleImport[] {
  const imports: ModuleImport[] = [];
  const isShadowed = declaresRequire(code, tree);
  tree.iterate({
    enter({ name, node }) {
      const specifier = specifierOf(code, name, node, isShadowed);
      const module = specifier ? constantString(code, specifier) : undefined;
      if (specifier && module) imports.push({ module, range: rangeOf(specifier) });
    },
  });
  return imports;
}

function specifierOf(code: string, name: string, node: SyntaxNode, isShadowed: boolean): SyntaxNode | undefined {
  switch (name) {
    case "CallExpression": {
      const callee = node.firstChild;
      const isRequire = callee?.name === "VariableName" && code.slice(callee.from, callee.to) === "require";
      return isRequire && !isShadowed ? (node.getChild("ArgList")?.firstChild?.nextSibling ?? undefined) : undefined;
    }
    case "DynamicImport":
      return node.getChild("(")?.nextSibling ?? undefined;
    case "ImportDeclaration":
    case "ExportDeclaration":
      return node.getChild("String") ?? undefined;
    default:
      return undefined;
  }
}

function declaresRequire(code: string, tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter(node) {
      found ||= node.name === "VariableDefinition" && code.slice(node.from, node.to) === "require";
      return !found;
    },
  });
  return found;
}
