import type { YAMLMap } from "yaml";
import { isMap } from "yaml";
import { entriesOf, findEntry, rangeOfNode, type YamlEntry } from "../../../text/yaml/tree.ts";
import type { Output } from "../../../workflow/code-node.ts";
import { isOutputType, nearestOutputType, outputTypeRefusal, outputTypeRemedy } from "../platform/output-type.ts";
import { outputNameProblem, repeatedName } from "../platform/unusable-name.ts";
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
    const message = `The ${nodeName} declares no outputs, and Dify requires them. ${remedy} "outputs: {}" if it has none.`;
    if (entry) refuse(reader, message, "outputs: Input should be a valid dictionary", rangeOfEntryValue(entry));
    else refuse(reader, message, "outputs: Field required", typeRange);
    return [];
  }
  if (!isMap(entry.value)) {
    const message = `The outputs of the ${nodeName} are ${nameKind(entry.value)}, not a mapping. ${remedy}`;
    refuse(reader, message, "outputs: Input should be a valid dictionary", rangeOfNode(entry.key));
    return [];
  }
  const outputs = readOutputMap(reader, entry.value, "", deepestChildren);
  for (const { name, range } of outputs) {
    const message = outputNameProblem(name);
    if (message) report(reader, message, range, { check: "unusable-name" });
  }
  return outputs;
}

function readOutputMap(reader: NodeReader, map: YAMLMap, path: string, depthLeft: number): readonly Output[] {
  const outputs = new Map<string, Output>();
  for (const entry of entriesOf(reader.tree, map)) {
    if (outputs.has(entry.name)) {
      const message = repeatedName("output", path + entry.name);
      report(reader, message, rangeOfNode(entry.key), { check: "unusable-name" });
    }
    if (!isString(entry.key)) {
      const kind = isNull(entry.key) ? "nothing" : nameKind(entry.key);
      const message = `The name of the output "${path}${entry.name}" is ${kind} to YAML. Put it in quotes.`;
      refuse(reader, message, "outputs: Input should be a valid string", rangeOfNode(entry.key));
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
    const says = `outputs.${dottedField(path)}: Input should be a valid dictionary or instance of Output`;
    refuse(reader, `The output "${path}" does not declare a type. ${remedy}`, says, rangeOfEntryValue(entry));
    return { name, type: nearestOutputType(written), range };
  }
  const type = findEntry(reader.tree, value, "type");
  const written = textOf(type?.value);
  const says = `outputs.${dottedField(path)}.type: ${outputTypeRefusal(type && (written ?? ""))}`;
  if (!type || written === undefined) {
    const message = `The output "${path}" has no type. ${outputTypeRemedy(undefined)}`;
    refuse(reader, message, says, type ? rangeOfEntryValue(type) : range);
  } else if (!isOutputType(written)) {
    const message = `The output "${path}" has the type "${written}", which a Code node cannot return. ${outputTypeRemedy(written)}`;
    refuse(reader, message, says, rangeOfEntryValue(type));
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
  const says = `outputs.${dottedField(path)}.children: Input should be a valid dictionary`;
  refuse(reader, message, says, rangeOfEntryValue(entry));
  return undefined;
}

/** Where pydantic finds `a.b`: in the children of `a`. */
function dottedField(path: string): string {
  return path.split(".").join(".children.");
}
