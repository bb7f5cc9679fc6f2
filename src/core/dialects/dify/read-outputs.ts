import type { YAMLMap } from "yaml";
import { isMap } from "yaml";
import { entriesOf, findEntry, rangeOfNode, type YamlEntry } from "../../text/yaml/tree.ts";
import type { Output } from "../../workflow/code-node.ts";
import { isNull, type NodeReader, nameKind, rangeOfEntryValue, report, textOf } from "./node-reader.ts";
import { isOutputType, nearestOutputType, outputTypeRemedy } from "./output-type.ts";

/** Deeper than any value that Dify accepts; only aliases that contain themselves get here. */
const deepestChildren = 32;

/**
 * The declared outputs in the order of the file; `range` is the name. Of a name that is declared twice the last
 * counts, as in YAML. An output of an invalid type is kept, so that its key is known, with the nearest valid type.
 */
export function readOutputs(reader: NodeReader): readonly Output[] {
  const { tree, data, nodeName, typeRange } = reader;
  const entry = findEntry(tree, data, "outputs");
  const remedy = 'Write each output as "name:" with "type: string" below it.';
  if (!entry || isNull(entry.value)) {
    const range = entry ? rangeOfEntryValue(entry) : typeRange;
    report(
      reader,
      `The ${nodeName} declares no outputs, and Dify requires them. ${remedy} "outputs: {}" if it has none.`,
      range,
    );
    return [];
  }
  if (!isMap(entry.value)) {
    const kind = nameKind(entry.value);
    report(
      reader,
      `The outputs of the ${reader.nodeName} are ${kind}, not a mapping. ${remedy}`,
      rangeOfNode(entry.key),
    );
    return [];
  }
  return readOutputMap(reader, entry.value, "", deepestChildren);
}

function readOutputMap(reader: NodeReader, map: YAMLMap, path: string, depthLeft: number): readonly Output[] {
  const outputs = new Map<string, Output>();
  for (const entry of entriesOf(reader.tree, map)) {
    if (outputs.has(entry.name)) {
      const message = `The output "${path}${entry.name}" is declared twice, and only the last declaration counts. Remove one.`;
      report(reader, message, rangeOfNode(entry.key));
    }
    outputs.set(entry.name, readOutput(reader, entry, path, depthLeft));
  }
  return [...outputs.values()];
}

function readOutput(reader: NodeReader, entry: YamlEntry, parentPath: string, depthLeft: number): Output {
  const { name, key, value } = entry;
  const path = parentPath + name;
  const range = rangeOfNode(key);
  if (!isMap(value)) {
    const written = textOf(value);
    const remedy = `Write "type: ${isOutputType(written) ? written : "string"}" on a line of its own below it.`;
    report(reader, `The output "${path}" does not declare a type. ${remedy}`, rangeOfEntryValue(entry));
    return { name, type: nearestOutputType(written), range };
  }
  const type = findEntry(reader.tree, value, "type");
  const written = textOf(type?.value);
  if (!type || written === undefined) {
    report(
      reader,
      `The output "${path}" has no type. ${outputTypeRemedy(undefined)}`,
      type ? rangeOfEntryValue(type) : range,
    );
  } else if (!isOutputType(written)) {
    const message = `The output "${path}" has the type "${written}", which a Code node cannot return. ${outputTypeRemedy(written)}`;
    report(reader, message, rangeOfEntryValue(type));
  }
  const children = readChildren(reader, value, path, depthLeft - 1);
  return { name, type: nearestOutputType(written), ...(children && { children }), range };
}

function readChildren(
  reader: NodeReader,
  output: YAMLMap,
  path: string,
  depthLeft: number,
): readonly Output[] | undefined {
  const entry = findEntry(reader.tree, output, "children");
  if (!entry || isNull(entry.value) || depthLeft === 0) return undefined;
  if (isMap(entry.value)) return readOutputMap(reader, entry.value, `${path}.`, depthLeft);
  const message = `The children of the output "${path}" are ${nameKind(entry.value)}, not a mapping. Write them like outputs, or remove "children".`;
  report(reader, message, rangeOfEntryValue(entry));
  return undefined;
}
