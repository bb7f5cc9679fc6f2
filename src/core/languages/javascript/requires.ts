import type { SyntaxNode, Tree } from "@lezer/common";
import type { ModuleImport } from "../code-facts.ts";
import { childNamed, rangeOf } from "../syntax-nodes.ts";
import { constantString } from "./string-value.ts";

/** Every module that is asked for by a constant name: `require`, `import … from`, `export … from`, `import()`. */
export function readRequires(code: string, tree: Tree): readonly ModuleImport[] {
  const imports: ModuleImport[] = [];
  const isShadowed = declaresRequire(code, tree);
  tree.iterate({
    enter(at) {
      // To make a node costs as much as it lies deep.
      if (!asking.includes(at.name)) return;
      const { node } = at;
      const specifier = specifierOf(code, node, isShadowed);
      const module = specifier ? constantString(code, specifier) : undefined;
      if (!specifier || !module) return;
      const guard = isGuarded(node) ? { isGuarded: true as const } : {};
      imports.push({ module, range: rangeOf(specifier), ...guard });
    },
  });
  return imports;
}

const asking = ["CallExpression", "DynamicImport", "ImportDeclaration", "ExportDeclaration"];

function specifierOf(code: string, node: SyntaxNode, isShadowed: boolean): SyntaxNode | undefined {
  switch (node.name) {
    case "CallExpression": {
      const callee = node.firstChild;
      const isRequire = callee?.name === "VariableName" && code.slice(callee.from, callee.to) === "require";
      return isRequire && !isShadowed ? (childNamed(node, "ArgList")?.firstChild?.nextSibling ?? undefined) : undefined;
    }
    case "DynamicImport":
      return childNamed(node, "(")?.nextSibling ?? undefined;
    case "ImportDeclaration":
    case "ExportDeclaration":
      return childNamed(node, "String");
    default:
      return undefined;
  }
}

/** In the block of a `try` that has a `catch`. */
function isGuarded(node: SyntaxNode): boolean {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    const catches = outer.name === "TryStatement" && childNamed(outer, "CatchClause");
    if (catches && inner.name === "Block" && inner.from === childNamed(outer, "Block")?.from) return true;
  }
  return false;
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
