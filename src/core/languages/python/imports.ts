import type { SyntaxNode, Tree } from "@lezer/common";
import type { CodeForm } from "../../workflow/code-node.ts";
import type { ModuleImport } from "../code-facts.ts";
import { childNamed, childrenNamed, childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { constantString } from "./string-value.ts";

/**
 * Every import of a module by name, wherever it stands; relative ones have nothing to be relative to. Only in a file does
 * a `try` guard them: what runs code as the body of a function judges its imports before any of it runs.
 */
export function readImports(code: string, tree: Tree, form: CodeForm = "body"): readonly ModuleImport[] {
  const imports: ModuleImport[] = [];
  /** What the `try` statements catch that were asked for, by where they start. */
  const known = new Map<number, boolean>();
  tree.iterate({
    enter(at) {
      // To make a node costs as much as it lies deep.
      if (at.name !== "ImportStatement" && at.name !== "CallExpression") return;
      const { node } = at;
      const found = at.name === "ImportStatement" ? statementImports(code, node) : callImports(code, node);
      if (found.length === 0) return;
      const guard = form === "file" && isGuarded(code, node, known) ? { isGuarded: true as const } : {};
      for (const each of found) imports.push({ ...each, ...guard });
    },
  });
  return imports;
}

/** In the block of a `try` that catches what a missing module raises, and not in a function, which runs later. */
function isGuarded(code: string, node: SyntaxNode, known: Map<number, boolean>): boolean {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.name === "FunctionDefinition" || outer.name === "LambdaExpression") return false;
    const isTried = outer.name === "TryStatement" && inner.prevSibling?.name === "try";
    if (!isTried) continue;
    const catches =
      known.get(outer.from) ?? childrenNamed(outer, "except").some((clause) => catchesImports(code, clause));
    known.set(outer.from, catches);
    if (catches) return true;
  }
  return false;
}

/** `except:`, `except ImportError as e:`, `except (A, ImportError):` */
function catchesImports(code: string, clause: SyntaxNode): boolean {
  let end = clause.nextSibling;
  while (end && end.name !== "Body") end = end.nextSibling;
  const caught = code.slice(clause.to, end?.from ?? clause.parent?.to);
  return caught.trim() === "" || /\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b/.test(caught);
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
  const argument = childNamed(call, "ArgList")?.firstChild?.nextSibling;
  if (!callee || !argument || !importingFunctions.has(code.slice(callee.from, callee.to))) return [];
  const module = constantString(code, argument);
  return module && !module.startsWith(".") ? [{ module, range: rangeOf(argument) }] : [];
}
