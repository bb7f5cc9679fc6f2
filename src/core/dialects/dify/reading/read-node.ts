import type { YAMLMap } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import type { EmbeddedText } from "../../../text/embedded-text.ts";
import { type OffsetRange, offsetRange } from "../../../text/offset-range.ts";
import {
  findEntry,
  followAlias,
  rangeOfNode,
  scalarText,
  type YamlEntry,
  type YamlTree,
} from "../../../text/yaml/tree.ts";
import type { CodeNode, DeclaredPart, Language } from "../../../workflow/code-node.ts";
import type { ReadingProblem } from "../../dialect.ts";
import { freeId } from "../../free-id.ts";
import type { DifyNode } from "../platform/dify-node.ts";
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
import { readFailureHandling } from "./read-failure-handling.ts";
import { readInputs } from "./read-inputs.ts";
import { readOutputs } from "./read-outputs.ts";

/** Dify's names for the languages of a Code node. Source: graphon v0.6.0 `nodes/code/entities.py`, read 2026-08. */
const languages = new Map<string, Language>([
  ["python3", "python"],
  ["javascript", "javascript"],
]);

export function isCodeNode(tree: YamlTree, node: YAMLMap): boolean {
  const data = findEntry(tree, node, "data")?.value;
  return isMap(data) && textOf(findEntry(tree, data, "type")?.value) === "code";
}

export interface GraphPlace {
  /** In the graph's `nodes`, from 1. */
  readonly position: number;
  readonly graph: NodeReader["graph"];
  /** Titles of the nodes before it, by their ids; this one is added. */
  readonly taken: Map<string, string>;
  /** Where the file breaks off. */
  readonly cutAt: number;
}

/**
 * Reads one entry of the graph's `nodes`, for which `isCodeNode` holds. A node without an id is called by its
 * place in the list, `#3`, one with another's id `1 (2)`; one without a title by its id. Whatever Dify would refuse to
 * run is a problem.
 */
export function readNode(
  tree: YamlTree,
  node: YAMLMap,
  { position, graph, taken, cutAt }: GraphPlace,
): { readonly node?: CodeNode; readonly problems: readonly ReadingProblem[] } {
  const data = findEntry(tree, node, "data")?.value as YAMLMap;
  const writtenId = textOf(findEntry(tree, node, "id")?.value);
  const idInGraph = writtenId || `#${position}`;
  const id = freeId(idInGraph, taken);
  const title = textOf(findEntry(tree, data, "title")?.value) || id;
  const sharer = taken.get(idInGraph);
  taken.set(id, title);
  const type = findEntry(tree, data, "type");
  const typeRange = type ? offsetRange(rangeOfNode(type.key).start, rangeOfEntryValue(type).end) : rangeOfNode(data);
  const nodeName = `Code node "${title}"`;
  const reader: NodeReader = {
    tree,
    data,
    nodeId: id,
    idInGraph,
    nodeName,
    typeRange,
    graph,
    problems: [],
    refusals: [],
  };
  if (!writtenId) {
    report(
      reader,
      `The ${reader.nodeName} has no id. Give it an "id" that no other node has, beside its "data".`,
      typeRange,
      {},
    );
  }
  if (sharer !== undefined) {
    const message = `The ${nodeName} has the id "${idInGraph}", which is also that of "${sharer}". Give it an id of its own.`;
    report(reader, message, rangeOf(tree, node), {});
  }
  const language = readLanguage(reader);
  const code = readCode(reader);
  const inputs = readInputs(reader, language);
  const outputs = readOutputs(reader);
  const failureHandling = readFailureHandling(reader);
  refuseOtherKinds(reader);
  const { problems, refusals } = reader;
  const own: DifyNode = { refusals };
  if (!language || !code) return { problems };
  return {
    node: {
      id,
      title,
      language,
      inputs,
      outputs,
      ...failureHandling,
      ...unreadParts(reader, rangeOfNode(node), cutAt),
      ...(refusals.length > 0 && { own }),
      code,
      range: rangeOf(tree, node),
    },
    problems,
  };
}

function readLanguage(reader: NodeReader): Language | undefined {
  const entry = findEntry(reader.tree, reader.data, "code_language");
  const written = textOf(entry?.value);
  const language = written === undefined ? undefined : languages.get(written);
  if (language) return language;
  const remedy = 'Write "code_language: python3" or "code_language: javascript".';
  const invalid =
    "code_language: Input should be <CodeLanguage.PYTHON3: 'python3'> or <CodeLanguage.JAVASCRIPT: 'javascript'>";
  const silent = `The ${reader.nodeName} does not say its language. ${remedy}`;
  if (!entry) refuse(reader, silent, "code_language: Field required", reader.typeRange);
  else if (written === undefined) refuse(reader, silent, invalid, rangeOfEntryValue(entry));
  else {
    const message = `The ${reader.nodeName} has the language "${written}", which Code nodes do not run. ${remedy}`;
    refuse(reader, message, invalid, rangeOfEntryValue(entry));
  }
  return undefined;
}

function readCode(reader: NodeReader): EmbeddedText | undefined {
  const entry = findEntry(reader.tree, reader.data, "code");
  const remedy = 'Write the text of a main function under "code".';
  if (!entry) {
    refuse(reader, `The ${reader.nodeName} has no code. ${remedy}`, "code: Field required", reader.typeRange);
    return undefined;
  }
  const { value } = entry;
  if (!isString(value)) {
    const quoting = isScalar(value) && !isNull(value) ? " If it is meant as code, put it in quotes." : "";
    const message = isNull(value)
      ? `The code of the ${reader.nodeName} is empty, and Dify refuses that. ${remedy}`
      : `The code of the ${reader.nodeName} is ${nameKind(value)}, not text. ${remedy}${quoting}`;
    refuse(reader, message, "code: Input should be a valid string", rangeOfEntryValue(entry));
    return undefined;
  }
  return scalarText(reader.tree, value);
}

/** Fields of which only the kind matters. */
function refuseOtherKinds(reader: NodeReader): void {
  for (const name of ["title", "desc", "version"]) {
    const entry = findEntry(reader.tree, reader.data, name);
    if (!entry || isString(entry.value) || (name === "desc" && isNull(entry.value))) continue;
    const remedy = `Write "${name}: '${textOf(entry.value) ?? ""}'".`;
    const message = `The "${name}" of the ${reader.nodeName} is ${nameKind(entry.value)}, and Dify wants text. ${remedy}`;
    refuse(reader, message, `${name}: Input should be a valid string`, rangeOfEntryValue(entry));
  }
  refuseDependencies(reader);
}

/** A leftover of 2024 that nothing uses, yet its kind counts. */
function refuseDependencies(reader: NodeReader): void {
  const entry = findEntry(reader.tree, reader.data, "dependencies");
  if (!entry || isNull(entry.value)) return;
  const remedy = 'Nothing uses them: remove "dependencies".';
  if (!isSeq(entry.value)) {
    const message = `The "dependencies" of the ${reader.nodeName} are ${nameKind(entry.value)}, not a list. ${remedy}`;
    refuse(reader, message, "dependencies: Input should be a valid list", rangeOfNode(entry.key));
    return;
  }
  for (const [index, item] of entry.value.items.entries()) {
    const map = followAlias(reader.tree, item);
    const fields = ["name", "version"].map((name) => (isMap(map) ? findEntry(reader.tree, map, name) : undefined));
    if (fields.every((field) => isString(field?.value))) continue;
    const message = `A dependency of the ${reader.nodeName} has no name and version as text. ${remedy}`;
    const says = isMap(map)
      ? "Field required, or should be a valid string"
      : "Input should be a valid dictionary or instance of Dependency";
    refuse(reader, message, `dependencies.${index}: ${says}`, rangeOfNode(entry.key));
  }
}

function unreadParts({ tree, data }: NodeReader, node: OffsetRange, cutAt: number): Pick<CodeNode, "unread"> {
  const isCut = ({ start, end }: OffsetRange) => start < cutAt && end >= cutAt;
  const isUnread = (key: string, isExpected: (value: unknown) => boolean) => {
    const entry = findEntry(tree, data, key);
    if (isCut(entry ? wholeRange(entry) : node)) return true;
    return entry !== undefined && !isNull(entry.value) && !isExpected(entry.value);
  };
  const unread: DeclaredPart[] = [];
  if (isUnread("variables", isSeq)) unread.push("inputs");
  if (isUnread("outputs", isMap)) unread.push("outputs");
  return unread.length > 0 ? { unread } : {};
}

/** With the colon, behind which there may be nothing. */
function wholeRange({ key, value }: YamlEntry): OffsetRange {
  const { start, end } = rangeOfNode(key);
  return offsetRange(start, Math.max(end + 1, value ? rangeOfNode(value).end : 0));
}

/** From the first key to the last character that is no blank. */
function rangeOf(tree: YamlTree, node: YAMLMap): OffsetRange {
  const { start, end } = rangeOfNode(node);
  return offsetRange(start, start + tree.text.slice(start, end).trimEnd().length);
}
