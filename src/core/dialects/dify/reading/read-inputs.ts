import type { Node } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import { workflowType } from "../../../contract/input-types.ts";
import { findEntry, followAlias, rangeOfNode } from "../../../text/yaml/tree.ts";
import type { Input, Language } from "../../../workflow/code-node.ts";
import { inputNameProblem, repeatedName } from "../platform/unusable-name.ts";
import { fileInputProblem } from "./file-input.ts";
import {
  isNull,
  isString,
  type NodeReader,
  nameKind,
  rangeOfEntryValue,
  refuse,
  report,
  textOf,
} from "./node-reader.ts";
import { readInputSource, type WrittenSelector } from "./read-input-source.ts";

const shape = 'Each input is a "- value_selector: [node id, name]" with a "variable: name".';

/**
 * The declared inputs in the order of the file; `range` is the name. A name that is declared twice is kept
 * twice: Dify takes the later value. An entry without a name is left out.
 */
export function readInputs(reader: NodeReader, language: Language | undefined): readonly Input[] {
  const { tree, data, nodeName, typeRange } = reader;
  const entry = findEntry(tree, data, "variables");
  if (!entry || isNull(entry.value)) {
    const message = `The ${nodeName} has no list of inputs, and Dify requires one. Write "variables: []" if it has none.`;
    if (entry) refuse(reader, message, "variables: Input should be a valid list", rangeOfEntryValue(entry));
    else refuse(reader, message, "variables: Field required", typeRange);
    return [];
  }
  if (!isSeq(entry.value)) {
    const message = `The "variables" of the ${nodeName} are ${nameKind(entry.value)}, not a list. ${shape}`;
    refuse(reader, message, "variables: Input should be a valid list", rangeOfNode(entry.key));
    return [];
  }
  const inputs = entry.value.items.flatMap(
    (item, index) => readInput(reader, followAlias(tree, item), item, `variables.${index}`) ?? [],
  );
  reportNames(reader, inputs, language);
  return inputs;
}

function readInput(reader: NodeReader, item: Node | undefined, written: unknown, field: string): Input | undefined {
  const { tree, nodeName } = reader;
  if (!isMap(item)) {
    const place = item ?? (isScalar(written) ? written : undefined);
    const range = place && rangeOfNode(place).end > rangeOfNode(place).start ? rangeOfNode(place) : reader.typeRange;
    const message = `The ${nodeName} has an input that is ${nameKind(item)}, not a mapping. ${shape}`;
    refuse(reader, message, `${field}: Input should be a valid dictionary or instance of VariableSelector`, range);
    return undefined;
  }
  const nameEntry = findEntry(tree, item, "variable");
  const name = textOf(nameEntry?.value);
  if (!nameEntry || !name) {
    const message = `The ${nodeName} has an input without a name. Name it with "variable:".`;
    if (!nameEntry) refuse(reader, message, `${field}.variable: Field required`, firstKeyRange(item));
    else if (name === undefined) {
      refuse(reader, message, `${field}.variable: Input should be a valid string`, rangeOfEntryValue(nameEntry));
    } else report(reader, message, rangeOfEntryValue(nameEntry), { check: "unusable-name", severity: "error" });
    return undefined;
  }
  const range = rangeOfEntryValue(nameEntry);
  if (!isString(nameEntry.value)) {
    const message = `The name of the input "${name}" is ${nameKind(nameEntry.value)} to YAML. Put it in quotes.`;
    refuse(reader, message, `${field}.variable: Input should be a valid string`, range);
  }
  const type = textOf(findEntry(tree, item, "value_type")?.value);
  const selector = readSelector(reader, item, name, `${field}.value_selector`);
  const source = selector && readInputSource(reader, name, selector);
  const input: Input = {
    name,
    ...(type && { type }),
    selector: selector?.parts.map(({ text }) => text) ?? [],
    ...(source && { source }),
    range,
  };
  if (selector && workflowType(input) === "file")
    report(reader, fileInputProblem(name), selector.range, { check: "file-input" });
  return input;
}

/** Undefined for a selector that is none, which is reported; Dify takes no numbers for names. */
function readSelector(reader: NodeReader, item: Node, name: string, field: string): WrittenSelector | undefined {
  const entry = isMap(item) ? findEntry(reader.tree, item, "value_selector") : undefined;
  const remedy = 'Write "value_selector: [node id, name]", or "[]" if it is not connected yet.';
  if (!entry) {
    refuse(
      reader,
      `The value selector of the input "${name}" is missing. ${remedy}`,
      `${field}: Field required`,
      firstKeyRange(item),
    );
    return undefined;
  }
  if (!isSeq(entry.value)) {
    const says = isString(entry.value)
      ? "'str' instances are not allowed as a Sequence value"
      : "Input should be an instance of Sequence";
    const message = `The value selector of the input "${name}" is not a list. ${remedy}`;
    refuse(reader, message, `${field}: ${says}`, rangeOfEntryValue(entry));
    return undefined;
  }
  const parts: WrittenSelector["parts"][number][] = [];
  for (const [index, written] of entry.value.items.entries()) {
    const part = followAlias(reader.tree, written);
    const text = textOf(part);
    if (part && text !== undefined) parts.push({ text, range: rangeOfNode(part) });
    if (isString(part)) continue;
    const place = part && text !== undefined ? part : entry.value;
    const quoted = text === undefined ? remedy : `Put it in quotes: '${text}'.`;
    const message = `The value selector of the input "${name}" has a part that is not text. ${quoted}`;
    refuse(reader, message, `${field}.${index}: Input should be a valid string`, rangeOfNode(place));
  }
  if (parts.length < entry.value.items.length) return undefined;
  return { parts, range: rangeOfEntryValue(entry) };
}

function reportNames(reader: NodeReader, inputs: readonly Input[], language: Language | undefined): void {
  const seen = new Set<string>();
  for (const { name, range } of inputs) {
    const message = seen.has(name) ? repeatedName("input", name) : inputNameProblem(name, language);
    if (message) report(reader, message, range, { check: "unusable-name" });
    seen.add(name);
  }
}

function firstKeyRange(item: Node) {
  const key = isMap(item) ? item.items[0]?.key : undefined;
  return rangeOfNode(isScalar(key) ? key : item);
}
