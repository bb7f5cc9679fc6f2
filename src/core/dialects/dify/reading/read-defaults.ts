import type { Node } from "yaml";
import { isMap, isSeq } from "yaml";
import { jsonTextOf } from "../../../text/yaml/json-text.ts";
import { findEntry, followAlias, rangeOfNode } from "../../../text/yaml/tree.ts";
import type { DefaultValue } from "../../../workflow/code-node.ts";
import { defaultValueProblem, defaultValueTypes } from "../platform/default-values.ts";
import { isNull, isString, type NodeReader, nameKind, rangeOfEntryValue, refuse, textOf } from "./node-reader.ts";

const shape = 'Each is a "- key: name" with its "type" and "value".';

/** The default values that can be read, those that Dify refuses included. */
export function readDefaults(reader: NodeReader): readonly DefaultValue[] {
  const { tree, data, nodeName } = reader;
  const entry = findEntry(tree, data, "default_value");
  if (!entry || isNull(entry.value)) return [];
  if (!isSeq(entry.value)) {
    const message = `The default values of the ${nodeName} are ${nameKind(entry.value)}, not a list. ${shape}`;
    refuse(reader, message, "default_value: Input should be a valid list", rangeOfNode(entry.key));
    return [];
  }
  const keyRange = rangeOfNode(entry.key);
  return entry.value.items.flatMap((item, index) => {
    const map = followAlias(tree, item);
    const field = `default_value.${index}`;
    const read = readDefault(reader, map, field);
    if (typeof read !== "string") return [read];
    const message = `A default value of the ${nodeName} cannot be read. ${shape}`;
    refuse(reader, message, `${field}${read}`, map ? rangeOfNode(map) : keyRange);
    return [];
  });
}

/** Or what a run says about it. */
function readDefault(reader: NodeReader, map: Node | undefined, field: string): DefaultValue | string {
  const { tree } = reader;
  if (!isMap(map)) return ": Input should be a valid dictionary or instance of DefaultValue";
  const keyEntry = findEntry(tree, map, "key");
  const typeEntry = findEntry(tree, map, "type");
  const valueEntry = findEntry(tree, map, "value");
  if (!keyEntry) return ".key: Field required";
  if (!typeEntry) return ".type: Field required";
  const key = textOf(keyEntry.value);
  const type = textOf(typeEntry.value) ?? "";
  const valueText = jsonTextOf(tree, valueEntry?.value);
  if (key === undefined || !isString(keyEntry.value)) return ".key: Input should be a valid string";
  if (valueText === undefined) return ": the value is too large to read";
  const read = { key, type, valueText };
  const says = defaultValueProblem(read);
  if (says === undefined) return read;
  if (defaultValueTypes.includes(type)) {
    const message = `The default value of "${key}" is no ${type}, and Dify refuses the whole node for it. Write a value of that type.`;
    refuse(reader, message, `${field}: Value error, ${says}`, rangeOfEntryValue(valueEntry ?? typeEntry));
  } else {
    const message = `The default value of "${key}" has the type "${type}", and Dify refuses the whole node for it.`;
    const remedy = `Write one of ${defaultValueTypes.join(", ")}, or use "fail-branch".`;
    refuse(reader, `${message} ${remedy}`, `${field}.type: ${says}`, rangeOfEntryValue(typeEntry));
  }
  return read;
}
