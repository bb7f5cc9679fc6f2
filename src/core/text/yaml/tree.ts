import type { Node, Pair, Scalar, YAMLMap } from "yaml";
import { Composer, type CST, type Document, isAlias, isMap, isScalar, Parser, visit } from "yaml";
import type { EmbeddedText } from "../embedded-text.ts";
import { type OffsetRange, offsetRange } from "../offset-range.ts";
import { readScalar } from "./scalar.ts";

/** A YAML text with its first document as a tree. Every scalar is text here; `kindOfScalar` tells what it means. */
export interface YamlTree {
  readonly text: string;
  /** Absent when the text holds no document. */
  readonly root?: Node;
  readonly errors: readonly YamlError[];
  /** Where aliases lead, in the order of the document. */
  readonly anchors: readonly Node[];
}

export interface YamlError {
  /** The `yaml` library's code. */
  readonly code: string;
  readonly message: string;
  readonly range: OffsetRange;
}

export interface YamlEntry {
  readonly key: Scalar;
  readonly name: string;
  /** Aliases are followed; absent when nothing stands behind the colon. */
  readonly value?: Node;
}

/** Parses what can be parsed. Never throws. Keys may repeat, as PyYAML lets them. */
export function parseYaml(text: string): YamlTree {
  try {
    const composer = new Composer({ schema: "failsafe", strict: false, uniqueKeys: false, keepSourceTokens: true });
    const documents = [...composer.compose(new Parser().parse(text))];
    const errors = documents.flatMap((document) => document.errors).concat(composer.streamInfo().errors);
    const [first, second] = documents;
    return {
      text,
      ...(first?.contents && { root: first.contents }),
      errors: [
        ...errors.map(({ code, message, pos }) => ({
          code,
          message,
          range: message.startsWith("Missing closing")
            ? openingQuote(text, documents, pos[0])
            : withinText(text, pos[0], pos[1]),
        })),
        ...(second ? [secondDocument(text, second)] : []),
      ].sort((one, other) => one.range.start - other.range.start),
      anchors: first && text.includes("&") ? anchoredNodes(first) : [],
    };
  } catch (fault) {
    // The library recurses; a text nested many thousand levels deep ends up here.
    const message = fault instanceof Error ? fault.message : String(fault);
    return { text, errors: [{ code: "UNPARSABLE", message, range: withinText(text, 0, 1) }], anchors: [] };
  }
}

/** The node an alias stands for, or the node itself; undefined for nothing and for an alias without its anchor. */
export function followAlias(tree: YamlTree, node: unknown): Node | undefined {
  if (!isAlias(node)) return isYamlNode(node) ? node : undefined;
  const aliasStart = node.range?.[0] ?? 0;
  return tree.anchors.findLast(
    (anchored) => "anchor" in anchored && anchored.anchor === node.source && rangeOfNode(anchored).start < aliasStart,
  );
}

/** The entries of a mapping whose keys are scalars, in the order of the file, repeated names included. */
export function entriesOf(tree: YamlTree, map: YAMLMap): readonly YamlEntry[] {
  return map.items.flatMap((pair: Pair) => {
    const key = followAlias(tree, pair.key);
    return isScalar(key) ? [entryOf(tree, key, pair)] : [];
  });
}

/** The entry that counts for a name: the last one, or one that a merge key (`<<`) brings in. */
export function findEntry(tree: YamlTree, map: YAMLMap, name: string): YamlEntry | undefined {
  const own = findOwnEntry(tree, map, name);
  if (own || name === "<<") return own;
  const merged = findOwnEntry(tree, map, "<<")?.value;
  return isMap(merged) && merged !== map ? findOwnEntry(tree, merged, name) : undefined;
}

/** A scalar's value with the place of every character; undefined for a scalar that is not spelt in the file. */
export function scalarText(tree: YamlTree, scalar: Scalar): EmbeddedText | undefined {
  const token = scalar.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
  return token && readScalar(tree.text, token);
}

/** From the node's first character to its last; comments and blank lines behind it are left out. */
export function rangeOfNode(node: Node): OffsetRange {
  const [start, end] = node.range ?? [0, 0];
  return offsetRange(start, end);
}

/** Asked many times for every node of a workflow, so it makes nothing but what it finds. */
function findOwnEntry(tree: YamlTree, map: YAMLMap, name: string): YamlEntry | undefined {
  for (let index = map.items.length - 1; index >= 0; index--) {
    const pair = map.items[index] as Pair;
    const key = followAlias(tree, pair.key);
    if (isScalar(key) && String(key.value ?? "") === name) return entryOf(tree, key, pair);
  }
  return undefined;
}

function entryOf(tree: YamlTree, key: Scalar, pair: Pair): YamlEntry {
  const value = followAlias(tree, pair.value);
  return { key, name: String(key.value ?? ""), ...(value && { value }) };
}

function anchoredNodes(document: Document): readonly Node[] {
  const anchored: Node[] = [];
  visit(document, {
    Node: (_key, node) => {
      if ("anchor" in node && node.anchor) anchored.push(node);
    },
  });
  return anchored;
}

/** The library reports an unclosed quote where it gave up, often at the end of the file: people look for its beginning. */
function openingQuote(text: string, documents: readonly Document[], gaveUpAt: number): OffsetRange {
  let start = gaveUpAt;
  for (const document of documents) {
    visit(document, {
      Scalar: (_key, scalar) => {
        const isQuoted = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE";
        if (isQuoted && scalar.range?.[1] === gaveUpAt) start = scalar.range[0];
      },
    });
  }
  return withinText(text, start, start + 1);
}

function secondDocument(text: string, document: Document): YamlError {
  const start = document.range?.[0] ?? text.length;
  return {
    code: "MULTIPLE_DOCS",
    message: "A second document begins here.",
    range: withinText(text, start, start + 3),
  };
}

function isYamlNode(node: unknown): node is Node {
  return typeof node === "object" && node !== null && "range" in node;
}

function withinText(text: string, start: number, end: number): OffsetRange {
  const first = Math.max(0, Math.min(start, text.length));
  return offsetRange(first, Math.max(first, Math.min(end, text.length)));
}
