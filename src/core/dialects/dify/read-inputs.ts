import type { Node } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import { findEntry, followAlias, rangeOfNode } from "../../text/yaml/tree.ts";
import type { Input } from "../../workflow/code-node.ts";
import { isNull, type NodeReader, nameKind, rangeOfEntryValue, report, textOf } from "./node-reader.ts";

const shape = 'Each input is a "- value_selector: [node id, name]" with a "variable: name".';

/**
 * The declared inputs in the order of the file; `range` is the name. A name that is declared twice is kept
 * twice: Dify takes the later value. An entry without a name is left out.
 */
export function readInputs(reader: NodeReader): readonly Input[] {
  const { tree, data, nodeName, typeRange } = reader;
  const entry = findEntry(tree, data, "variables");
  if (!entry || isNull(entry.value)) {
    const range = entry ? rangeOfEntryValue(entry) : typeRange;
    report(
      reader,
      `The ${nodeName} has no list of inputs, and Dify requires one. Write "variables: []" if it has none.`,
      range,
    );
    return [];
  }
  if (!isSeq(entry.value)) {
    const kind = nameKind(entry.value);
    report(
      reader,
      `The "variables" of the ${reader.nodeName} are ${kind}, not a list. ${shape}`,
      rangeOfNode(entry.key),
    );
    return [];
  }
  return entry.value.items.flatMap((item) => readInput(reader, followAlias(tree, item), item) ?? []);
}

function readInput(reader: NodeReader, item: Node | undefined, written: unknown): Input | undefined {
  const { tree, nodeName } = reader;
  if (!isMap(item)) {
    const place = item ?? (isScalar(written) ? written : undefined);
    const range = place && rangeOfNode(place).end > rangeOfNode(place).start ? rangeOfNode(place) : reader.typeRange;
    report(reader, `The ${nodeName} has an input that is ${nameKind(item)}, not a mapping. ${shape}`, range);
    return undefined;
  }
  const nameEntry = findEntry(tree, item, "variable");
  const name = textOf(nameEntry?.value);
  if (!nameEntry || !name) {
    const range = nameEntry ? rangeOfEntryValue(nameEntry) : firstKeyRange(item);
    report(reader, `The ${nodeName} has an input without a name. Name it with "variable:".`, range);
    return undefined;
  }
  const type = textOf(findEntry(tree, item, "value_type")?.value);
  const range = rangeOfEntryValue(nameEntry);
  return { name, ...(type && { type }), selector: readSelector(reader, item, name), range };
}

function readSelector(reader: NodeReader, item: Node, name: string): readonly string[] {
  const entry = isMap(item) ? findEntry(reader.tree, item, "value_selector") : undefined;
  const remedy = 'Write "value_selector: [node id, name]", or "[]" if it is not connected yet.';
  if (!entry || !isSeq(entry.value)) {
    const problem = entry ? "is not a list" : "is missing";
    const range = entry ? rangeOfEntryValue(entry) : firstKeyRange(item);
    report(reader, `The value selector of the input "${name}" ${problem}. ${remedy}`, range);
    return [];
  }
  const parts = entry.value.items.map((part) => textOf(followAlias(reader.tree, part)));
  if (parts.includes(undefined)) {
    report(
      reader,
      `The value selector of the input "${name}" has a part that is not text. ${remedy}`,
      rangeOfNode(entry.value),
    );
  }
  return parts.filter((part) => part !== undefined);
}

function firstKeyRange(item: Node) {
  const key = isMap(item) ? item.items[0]?.key : undefined;
  return rangeOfNode(isScalar(key) ? key : item);
}
