import type { EditedCode, EditorRule } from "./edited-code.ts";
import {
  constantText,
  givesItems,
  isMember,
  isMethodCall,
  isNamed,
  isNodeCall,
  isReference,
  rangeOf,
} from "./javascript-shapes.ts";

const isForAll = ({ mode }: EditedCode) => mode === "runOnceForAllItems";

/** What belongs to the other mode, and how the input's methods are called. */
export const modeRules: readonly EditorRule[] = [
  function* calledItem(code) {
    if (isForAll(code)) return;
    for (const { node } of code.nodes) {
      if (!isMethodCall(node, "item") || node.callee.type !== "MemberExpression") continue;
      yield {
        range: rangeOf(node),
        severity: "error",
        message: "`item` is a property to access, not a method to call. Did you mean `.item` without brackets?",
        atRunTime: givesItems(node.callee.object) ? "error" : "hint",
        fix: { name: "Fix", range: { start: node.callee.end, end: node.end }, text: "" },
      };
    }
  },
  function* namesOfTheOtherMode(code) {
    if (!isForAll(code)) return;
    for (const { node, parent } of code.nodes) {
      if (!isNamed(node, "$json", "$binary", "$itemIndex")) continue;
      yield {
        range: rangeOf(node),
        severity: "error",
        message: `\`${node.name}\` is only available in the 'Run Once for Each Item' mode.`,
        // They stand for the first item.
        atRunTime: isReference(node, parent) ? "warning" : "hint",
        fix: { name: "Remove", range: rangeOf(node), text: "" },
      };
    }
  },
  function* itemForAll(code) {
    if (!isForAll(code)) return;
    for (const { node } of code.nodes) {
      if (!isMember(node, "item") || !givesItems(node.object)) continue;
      const range = rangeOf(node.property);
      const fix = { name: "Fix", range, text: "first()" } as const;
      yield {
        range,
        severity: "error",
        message:
          "`.item` only works correctly in 'Run Once for Each Item' mode. It will always return the first item here. Use `.first()` instead.",
        atRunTime: "warning",
        fix,
      };
      if (!isNodeCall(node.object) || node.object.arguments[0]?.type !== "Literal") continue;
      const message = "Prefer `.first()` over `.item` so n8n can optimize execution";
      yield { range, severity: "warning", message, atRunTime: "warning", fix };
    }
  },
  function* legacyItems(code) {
    if (isForAll(code) || /(?:let|const|var) items =/.test(code.code)) return;
    for (const { node, parent } of code.nodes) {
      if (!isNamed(node, "items")) continue;
      yield {
        range: rangeOf(node),
        severity: "error",
        message: "Legacy `items` is only available in the 'Run Once for All Items' mode.",
        atRunTime: isReference(node, parent) && !code.isBound("items") ? "error" : "hint",
        fix: { name: "Fix", range: rangeOf(node), text: "$input.item" },
      };
    }
  },
  function* methodsOfTheOtherMode(code) {
    if (isForAll(code)) return;
    for (const { node } of code.nodes) {
      if (!isMember(node, "first", "last", "all", "itemMatching") || !isNamed(node.object, "$input")) continue;
      const range = rangeOf(node.property);
      const name = code.code.slice(range.start, range.end);
      const message = `Method \`$input.${name}()\` is only available in the 'Run Once for All Items' mode.`;
      // n8n's run looks for the text, and a line break hides it.
      const isSeen = code.code.slice(node.object.end, range.start) === ".";
      yield { range, severity: "error", message, atRunTime: isSeen ? "error" : "warning" };
    }
  },
  function* itemMatchingWithoutIndex(code) {
    if (!isForAll(code)) return;
    for (const { node } of code.nodes) {
      if (!isMethodCall(node, "itemMatching") || node.callee.type !== "MemberExpression") continue;
      if (node.arguments.length > 0) continue;
      yield {
        range: { start: node.callee.property.start, end: node.end },
        severity: "error",
        message: "`.itemMatching()` expects an item index to be passed in as its argument.",
        atRunTime: givesItems(node.callee.object) ? "error" : "hint",
      };
    }
  },
  function* argumentOfFirst(code) {
    if (!isForAll(code)) return;
    for (const { node } of code.nodes) {
      if (!isMethodCall(node, "first", "last") || node.callee.type !== "MemberExpression") continue;
      if (node.arguments.length === 0 || !isNamed(node.callee.object, "$input")) continue;
      const range = rangeOf(node.callee.property);
      const name = code.code.slice(range.start, range.end);
      yield { range, severity: "error", message: `\`$input.${name}()\` expects no argument.`, atRunTime: "error" };
    }
  },
  function* computedNodeName({ nodes }) {
    for (const { node } of nodes) {
      const [argument] = isNodeCall(node) && node.arguments.length === 1 ? node.arguments : [];
      if (!argument || argument.type === "Literal" || constantText(argument) !== undefined) continue;
      const message = "Use a string literal instead of a variable so n8n can optimize execution.";
      yield { range: rangeOf(argument), severity: "warning", message, atRunTime: "warning" };
    }
  },
];
