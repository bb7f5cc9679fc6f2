import type { EditorRule } from "./edited-code.ts";
import { rangeOf } from "./javascript-shapes.ts";

/** What the editor says of `return`, also where it leaves another function than the node's own. */
export const returnRules: readonly EditorRule[] = [
  function* bareReturn({ nodes, mode }) {
    const isForAll = mode === "runOnceForAllItems";
    for (const { node, isInFunction } of nodes) {
      if (node.type !== "ReturnStatement" || node.argument) continue;
      yield {
        range: rangeOf(node),
        severity: "error",
        message: isForAll
          ? "Code doesn't return items properly. Please return an array of objects, one for each item you would like to output."
          : "Code doesn't return an object. Please return an object representing the output item",
        // For each item it means that there is nothing to put out.
        atRunTime: isInFunction ? "hint" : isForAll ? "error" : "warning",
      };
    }
  },
  function* returnedArray({ nodes, mode }) {
    if (mode === "runOnceForAllItems") return;
    for (const { node, isInFunction } of nodes) {
      if (node.type !== "ReturnStatement" || node.argument?.type !== "ArrayExpression") continue;
      yield {
        range: rangeOf(node),
        severity: "error",
        message:
          "Code doesn't return an object. Array found instead. Please return an object representing the output item",
        atRunTime: isInFunction ? "hint" : "error",
      };
    }
  },
];
