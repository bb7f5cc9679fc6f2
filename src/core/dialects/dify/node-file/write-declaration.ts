import { workflowType } from "../../../contract/input-types.ts";
import type { JsonValue } from "../../../json/json-value.ts";
import { jsonEntries, jsonNull, jsonNumber, jsonString, type MaybeEntry } from "../../../json/make-json.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import type { CodeNode, DeclaredPart, DefaultValue, Input, Output } from "../../../workflow/code-node.ts";
import { declarationText } from "../../declaration-text.ts";
import { impliedDefaultType } from "./read-declared-failure-handling.ts";

/**
 * The `.node.json` text that `readDifyDeclaration` reads as this node. An input's type is the one that the workflow gives
 * it, since a file of its own has no workflow to ask; of a name that is declared twice, the later one counts.
 */
export function writeDifyDeclaration(node: CodeNode): string {
  const { retry, errorStrategy } = node;
  const inputs = lastOfEach(node.inputs, nameOf);
  const outputs = lastOfEach(node.outputs, nameOf);
  const defaults = lastOfEach(node.defaults, ({ key }) => key);
  const foreignTypes = defaults.filter(
    (value) => value.type !== impliedDefaultType(outputs, value.key, jsonValueOf(value)),
  );
  return declarationText([
    ["dialect", jsonString("dify")],
    ["inputs", unlessUnread(node, "inputs", jsonEntries(inputs.map(inputMember)))],
    ["outputs", unlessUnread(node, "outputs", jsonEntries(outputs.map(outputMember)))],
    [
      "retry",
      retry &&
        jsonEntries([
          ["maxRetries", jsonNumber(retry.maxRetries)],
          ["intervalMs", jsonNumber(retry.intervalMs)],
        ]),
    ],
    ["errorStrategy", errorStrategy === "none" ? undefined : jsonString(errorStrategy)],
    [
      "defaults",
      defaults.length === 0 ? undefined : jsonEntries(defaults.map((value) => [value.key, jsonValueOf(value)])),
    ],
    [
      "defaultTypes",
      foreignTypes.length === 0 ? undefined : jsonEntries(foreignTypes.map(({ key, type }) => [key, jsonString(type)])),
    ],
  ]);
}

function unlessUnread({ unread }: CodeNode, part: DeclaredPart, value: JsonValue): JsonValue {
  return unread?.includes(part) ? jsonNull : value;
}

function inputMember(input: Input): MaybeEntry {
  const type = workflowType(input);
  const { name, selector } = input;
  return [
    name,
    jsonEntries([
      ["type", type === undefined ? undefined : jsonString(type)],
      ["from", selector.length === 0 ? undefined : { kind: "array", items: selector.map(jsonString) }],
    ]),
  ];
}

function outputMember({ name, type, children }: Output): MaybeEntry {
  return [
    name,
    jsonEntries([
      ["type", jsonString(type)],
      ["children", children && jsonEntries(lastOfEach(children, nameOf).map(outputMember))],
    ]),
  ];
}

/** What JSON cannot say (`NaN`) is said as text, which Dify converts into the very value. */
function jsonValueOf({ valueText }: DefaultValue): JsonValue {
  const parsed = parsePythonJson(valueText);
  return parsed.kind === "value" && isJson(valueText) ? parsed.value : jsonString(valueText);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // Python's own words for numbers.
  }
}

function nameOf({ name }: Input | Output): string {
  return name;
}

function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
