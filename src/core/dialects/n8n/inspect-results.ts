import type { AnyNode, Expression, ObjectExpression, SpreadElement } from "acorn";
import type { CheckSubject } from "../../checks/check.ts";
import type { ReturnPath } from "../../languages/code-facts.ts";
import { isFunction } from "../../languages/javascript/all-nodes.ts";
import type { Language } from "../../workflow/code-node.ts";
import type { Inspection } from "../dialect.ts";
import type { InspectedJavaScript } from "./inspect.ts";
import { isMethodCall, isNamed, rangeOf } from "./javascript-shapes.ts";
import type { N8nNode } from "./n8n-node.ts";

/** Ways out of the code on which n8n gets no items: none at all, or text, numbers and the like. */
export function* inspectReturns({ node, facts }: CheckSubject, { mode }: N8nNode): Generator<Inspection> {
  const { code } = node.code;
  if (code.trim() === "") {
    yield { check: "wrong-result", message: "The code is empty, and n8n fails with that. Return the items." };
    return;
  }
  const isForAll = mode === "runOnceForAllItems";
  const word = node.language === "python" ? "dictionary" : "object";
  const wanted = isForAll ? `Return ${listOf[word]}, one for each item.` : `Return one ${word}.`;
  const returns = facts.body?.returns ?? [];
  for (const { range, value } of returns) {
    const place = range.start < range.end ? { codeRange: range } : {};
    const text = code.slice(range.start, range.end);
    if (value.kind === "nothing" && comesWithoutValue(text, node.language, isForAll)) {
      const message = isForAll
        ? `The code can end here without a result, and n8n then fails with "${emptyMessage(node.language)}". ${wanted}`
        : "The code can end here without a result, and n8n then drops the item without a word. Return an object on this path too.";
      // Beside a way out with a result, this one may never be taken.
      const severity = isForAll && !returns.some((path) => path.value.kind !== "nothing") ? "error" : "warning";
      yield { check: "wrong-result", message, ...place, severity };
    } else if (
      value.kind === "not-an-object" &&
      isRefused({ range, value }, text, { isForAll, language: node.language })
    ) {
      const says = isForAll
        ? "Code doesn't return items properly"
        : `A 'json' property isn't ${word === "object" ? "an object" : "a dictionary"}`;
      yield {
        check: "wrong-result",
        message: `This returns ${value.description}, and n8n says "${says}". ${wanted}`,
        ...place,
      };
    }
  }
}

const listOf = { object: "an array of objects", dictionary: "a list of dictionaries" } as const;

/** A bare `return;` of JavaScript is the editor's own finding, and its `null` means no items; a variable may hold either. */
function comesWithoutValue(text: string, language: Language, isForAll: boolean): boolean {
  // For each item, a None that is written out leaves the item out on purpose.
  if (language === "python") return isForAll || !/\bNone$/.test(text.trimEnd());
  return !/^return(?!\s+(?:undefined|void\b))/.test(text) && text !== "null";
}

function emptyMessage(language: Language): string {
  return language === "python"
    ? "Cannot read properties of null (reading 'json')"
    : "Code doesn't return items properly";
}

/** For each item, n8n drops what is falsy in JavaScript, and a literal list is the editor's own finding. */
function isRefused({ value }: ReturnPath, text: string, { isForAll, language }: Expected): boolean {
  if (value.kind !== "not-an-object") return false;
  const isList = /^an? (?:array|list|tuple)$/.test(value.description);
  if (isForAll) return !isList;
  if (language === "python") return true;
  return isList ? !/^return\s*\[/.test(text) : /^(?:return\s+)?(?:true|[1-9][\d._]*|"[^"]+"|'[^']+')$/.test(text);
}

interface Expected {
  readonly isForAll: boolean;
  readonly language: Language;
}

const reservedKeys = ["json", "binary", "pairedItem", "error", "index"];

/** Literal results of JavaScript whose shape n8n refuses: elements that are no objects, mixed keys, `json` of another kind. */
export function* inspectLiterals({ n8n, nodes }: InspectedJavaScript): Generator<Inspection> {
  const isForAll = n8n.mode === "runOnceForAllItems";
  for (const { node, around } of nodes) {
    if (node.type !== "ReturnStatement" || !node.argument || around.some(isFunction)) continue;
    const { argument } = node;
    if (argument.type === "ObjectExpression") yield* jsonOfAnotherKind(argument, isForAll);
    else if (isForAll) yield* listProblems(elementsOf(argument));
  }
}

type Element = Expression | SpreadElement | null;

/** Of a literal, or the object that a callback of `map` makes of each element. */
function elementsOf(argument: Expression): readonly Element[] {
  if (argument.type === "ArrayExpression") return argument.elements;
  const [callback] = isMethodCall(argument, "map") ? argument.arguments : [];
  if (callback?.type !== "ArrowFunctionExpression" || callback.async) return [];
  return callback.body.type === "BlockStatement" ? [] : [callback.body];
}

function* listProblems(elements: readonly Element[]): Generator<Inspection> {
  for (const element of elements) {
    if (element && isNoObject(element)) {
      const message =
        'n8n says "Code doesn\'t return items properly": every element must be an object. Write { json: { … } }.';
      yield { check: "wrong-result", message, codeRange: rangeOf(element) };
    }
  }
  const objects = elements.flatMap((element) => (element?.type === "ObjectExpression" ? [element] : []));
  if (!objects.some((object) => keysOf(object).some(({ name }) => reservedKeys.includes(name)))) return;
  for (const object of objects) {
    const keys = keysOf(object);
    const reserved = keys.find(({ name }) => reservedKeys.includes(name));
    const other = keys.find(({ name }) => !reservedKeys.includes(name));
    if (other && (reserved || isComplete(object))) {
      const message = reserved
        ? `n8n says "Invalid output format": "${other.name}" stands beside the reserved key "${reserved.name}". Move it into json.`
        : `n8n says "Unknown top-level item key: ${other.name}", because other elements have json and the like. Wrap this one too: { json: { … } }.`;
      yield { check: "wrong-result", message, codeRange: rangeOf(other.node) };
    } else yield* jsonOfAnotherKind(object, false);
  }
}

/** A lone object whose `json` is falsy is wrapped as a whole where the code runs for all items. */
function* jsonOfAnotherKind(object: ObjectExpression, wrapsFalsy: boolean): Generator<Inspection> {
  const value = keysOf(object).findLast(({ name }) => name === "json")?.value;
  if (!value || (value.type !== "ArrayExpression" && !isNoObject(value))) return;
  if (wrapsFalsy && value.type === "Literal" && !value.value) return;
  const message = "n8n says \"A 'json' property isn't an object\". Write json: { … }.";
  yield { check: "wrong-result", message, codeRange: rangeOf(value) };
}

interface Key {
  readonly name: string;
  readonly node: AnyNode;
  readonly value: AnyNode;
}

function keysOf({ properties }: ObjectExpression): readonly Key[] {
  return properties.flatMap((property) => {
    if (property.type !== "Property" || property.computed) return [];
    const { key, value } = property;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
    return name === undefined ? [] : [{ name, node: key, value }];
  });
}

function isComplete({ properties }: ObjectExpression): boolean {
  return properties.every((property) => property.type === "Property" && !property.computed);
}

/** Certainly none, whatever the code does; functions and regular expressions are not looked at. */
function isNoObject(node: AnyNode): boolean {
  if (node.type === "Literal")
    return (!("regex" in node && node.regex) && typeof node.value !== "object") || node.raw === "null";
  return node.type === "TemplateLiteral" || isNamed(node, "undefined") || node.type === "ArrayExpression";
}
