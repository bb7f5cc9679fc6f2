import type { AnyNode, ForOfStatement, MemberExpression } from "acorn";
import type { Severity } from "../../../checks/check.ts";
import type { EditedCode, EditorDiagnostic, EditorRule } from "./edited-code.ts";
import { givesItems, isMember, isMethodCall, isNamed, rangeOf } from "./javascript-shapes.ts";

/** A property of an item that is asked for outside of its `json`. */
export const itemPropertyRules: readonly EditorRule[] = [
  function* propertyOfLoopVariable(code) {
    if (code.mode !== "runOnceForAllItems" || code.binaryMode === "combined") return;
    const loops = code.nodes.flatMap(({ node }) => loopVariable(node) ?? []);
    const [alias] = loops;
    if (loops.length !== 1 || alias === undefined) return;
    const shadow = shadowingItem(code);
    for (const { node } of code.nodes) {
      if (node.type !== "MemberExpression" || !isNamed(node.object, alias) || !asksForProperty(node)) continue;
      if (shadow !== undefined && node.start > shadow) continue;
      yield accessed(node, code.isBound(alias) ? "warning" : "hint");
    }
  },
  function* propertyOfItem(code) {
    if (code.mode !== "runOnceForEachItem" || code.binaryMode === "combined") return;
    for (const { node } of code.nodes) {
      if (node.type !== "MemberExpression" || !isMember(node.object, "item") || !asksForProperty(node)) continue;
      yield accessed(node, givesItems(node.object.object) ? "warning" : "hint");
    }
  },
  function* propertyOfFirst(code) {
    if (code.binaryMode === "combined") return;
    for (const { node } of code.nodes) {
      if (node.type !== "MemberExpression" || !isMethodCall(node.object, "first", "last")) continue;
      if (node.object.arguments.length > 0 || !asksForProperty(node)) continue;
      const { callee } = node.object;
      yield accessed(node, callee.type === "MemberExpression" && givesItems(callee.object) ? "warning" : "hint");
    }
  },
];

/** What an item has besides is right to ask for, whatever the editor says. */
const otherPartsOfItems = ["pairedItem", "error", "index"];

function accessed(node: MemberExpression, atRunTime: Severity): EditorDiagnostic {
  return {
    range: rangeOf(node),
    severity: "error",
    message: "Access the properties of an item under `.json`, e.g. `item.json`",
    atRunTime: isNamed(node.property, ...otherPartsOfItems) ? "hint" : atRunTime,
    fix: { name: "Fix", range: { start: node.object.end, end: node.object.end }, text: ".json" },
  };
}

function asksForProperty({ property }: MemberExpression): boolean {
  return property.type === "Identifier" && property.name !== "json" && property.name !== "binary";
}

/** The `x` of `for (const x of $….method())`. */
function loopVariable(node: AnyNode): string | undefined {
  if (node.type !== "ForOfStatement") return undefined;
  const { left, right }: ForOfStatement = node;
  if (right.type !== "CallExpression" || right.callee.type !== "MemberExpression" || right.callee.computed)
    return undefined;
  const { object } = right.callee;
  if (object.type !== "Identifier" || !object.name.startsWith("$")) return undefined;
  const [variable, ...others] = left.type === "VariableDeclaration" ? left.declarations : [];
  return variable?.id.type === "Identifier" && others.length === 0 ? variable.id.name : undefined;
}

/** Where the first variable `item` with a value is declared. */
function shadowingItem({ nodes }: EditedCode): number | undefined {
  const found = nodes.find(({ node }) => node.type === "VariableDeclarator" && isNamed(node.id, "item") && node.init);
  return found?.node.start;
}
