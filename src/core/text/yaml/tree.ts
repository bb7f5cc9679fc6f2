import type { Node, Pair, Scalar, YAMLMap } from "yaml";
import { Composer, type CST, type Document, isAlias, isMap, isScalar, visit } from "yaml";
import type { EmbeddedText } from "../embedded-text.ts";
import { type OffsetRange, offsetRange } from "../offset-range.ts";
import { type Aliases, noAliases, readAliases } from "./aliases.ts";
import { type GivenUp, givenUp, isGivenUp } from "./given-up.ts";
import { tooDeepAt } from "./nesting.ts";
import { holdsOddLineBreak, isOddLineBreak, oddLineBreakNear, withPlainLineBreaks } from "./odd-line-breaks.ts";
import { readTokens } from "./read-tokens.ts";
import { readScalar } from "./scalar.ts";
import { withoutTraces } from "./without-traces.ts";

/** A YAML text with its first document as a tree. Every scalar is text here; `kindOfScalar` tells what it means. */
export interface YamlTree {
  readonly text: string;
  /** Absent when the text holds no document. */
  readonly root?: Node;
  readonly errors: readonly YamlError[];
  readonly aliases: Aliases;
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
  const plain = withPlainLineBreaks(text);
  const tree = parse(text, plain);
  if (plain === text || tree.errors.length === 0 || isGivenUp(tree.errors)) return tree;
  const asWritten = parse(text, text);
  if (asWritten.errors.length > 0) return asWritten;
  // In quotes and in brackets PyYAML wants no indentation, and the library does.
  const outside = parse(text, withPlainLineBreaks(text, rangesOfFlow(asWritten)));
  const [error, ...others] = outside.errors;
  if (!error) return outside;
  const start = oddLineBreakNear(text, error.range.start)?.index ?? error.range.start;
  return {
    ...outside,
    errors: [{ ...error, code: "ODD_LINE_BREAK", range: offsetRange(start, start + 1) }, ...others],
  };
}

/** In order, apart from each other. */
function rangesOfFlow({ root }: YamlTree): readonly OffsetRange[] {
  const ranges: OffsetRange[] = [];
  const add = (node: Node) => {
    const range = rangeOfNode(node);
    if (range.start >= (ranges.at(-1)?.end ?? 0)) ranges.push(range);
  };
  visit(root ?? null, {
    Collection: (_key, collection) => {
      if (collection.flow) add(collection);
    },
    Scalar: (_key, scalar) => {
      if (scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE") add(scalar);
    },
  });
  return ranges;
}

function parse(text: string, plain: string): YamlTree {
  try {
    const composer = new Composer({ schema: "failsafe", strict: false, uniqueKeys: false, keepSourceTokens: true });
    const read = readTokens(plain);
    if (read.kind !== "tokens") return notRead(text, read.kind, read.offset);
    const tooDeep = tooDeepAt(read.tokens);
    if (tooDeep !== undefined) return notRead(text, "too-deep", tooDeep);
    const documents = withoutTraces(() => firstTwo(composer.compose(read.tokens)));
    if (holdsOddLineBreak(text, offsetRange(0, text.length))) spellWithOddBreaks(text, documents);
    const errors = documents
      .flatMap((document) => document.errors)
      .concat(composer.streamInfo().errors)
      .filter(({ code, pos: [start] }) => code !== "BAD_DQ_ESCAPE" || !isOddLineBreak(text, start + 1));
    const isUnclosed = errors.some(({ message }) => message.startsWith("Missing closing"));
    const quotes = isUnclosed ? openingQuotes(documents) : new Map<number, number>();
    const [first, second] = documents;
    return {
      text,
      ...(first?.contents && { root: first.contents }),
      errors: [
        ...errors.map(({ code, message, pos: [start, end] }) => {
          const quote = message.startsWith("Missing closing") ? (quotes.get(start) ?? start) : undefined;
          const range = quote === undefined ? withinText(text, start, end) : withinText(text, quote, quote + 1);
          return { code, message, range };
        }),
        ...(second ? [secondDocument(text, second)] : []),
      ].sort((one, other) => one.range.start - other.range.start),
      aliases: first && text.includes("&") ? readAliases(first, text) : noAliases,
    };
  } catch (fault) {
    // A fault of the library, which follows what lies inside each other.
    if (fault instanceof RangeError) return notRead(text, "too-deep", 0);
    const message = fault instanceof Error ? fault.message : String(fault);
    return { text, errors: [{ code: "UNPARSABLE", message, range: withinText(text, 0, 1) }], aliases: noAliases };
  }
}

/** The node an alias stands for, or the node itself; undefined for nothing and for an alias that leads nowhere. */
export function followAlias(tree: YamlTree, node: unknown): Node | undefined {
  if (isAlias(node)) return tree.aliases.target(node);
  return isYamlNode(node) ? node : undefined;
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
  const known = textsOfScalars.get(scalar);
  if (known) return known;
  const token = scalar.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
  const text = token && readScalar(tree.text, token);
  if (text) textsOfScalars.set(scalar, text);
  return text;
}

/** Aliases bring the same scalar to many places. */
const textsOfScalars = new WeakMap<Scalar, EmbeddedText>();

/** From the node's first character to its last; comments and blank lines behind it are left out. */
export function rangeOfNode(node: Node): OffsetRange {
  const [start, end] = node.range ?? [0, 0];
  return offsetRange(start, end);
}

/** Asked many times for every node of a workflow, so it makes nothing but what it finds. */
function findOwnEntry(tree: YamlTree, map: YAMLMap, name: string): YamlEntry | undefined {
  const { items } = map;
  if (items.length > manyKeys) {
    const index = positionsOf(tree, map).get(name);
    const pair = index === undefined ? undefined : items[index];
    return pair && entryOf(tree, followAlias(tree, pair.key) as Scalar, pair);
  }
  for (let index = items.length - 1; index >= 0; index--) {
    const pair = items[index] as Pair;
    const key = followAlias(tree, pair.key);
    if (isScalar(key) && String(key.value ?? "") === name) return entryOf(tree, key, pair);
  }
  return undefined;
}

const manyKeys = 24;

/** The last place of each name in a large mapping, which aliases and merges may bring to many places. */
function positionsOf(tree: YamlTree, map: YAMLMap): ReadonlyMap<string, number> {
  const known = positionsOfMaps.get(map);
  if (known) return known;
  const positions = new Map<string, number>();
  for (const [index, pair] of map.items.entries()) {
    const key = followAlias(tree, pair.key);
    if (isScalar(key)) positions.set(String(key.value ?? ""), index);
  }
  positionsOfMaps.set(map, positions);
  return positions;
}

const positionsOfMaps = new WeakMap<YAMLMap, ReadonlyMap<string, number>>();

function entryOf(tree: YamlTree, key: Scalar, pair: Pair): YamlEntry {
  const value = followAlias(tree, pair.value);
  return { key, name: String(key.value ?? ""), ...(value && { value }) };
}

/**
 * Where each text in quotes begins, by where it ends. The library reports an unclosed quote where it gave up, often at the
 * end of the file: people look for its beginning.
 */
function openingQuotes(documents: readonly Document[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const document of documents) {
    visit(document, {
      Scalar: (_key, { type, range }) => {
        if (range && (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE")) starts.set(range[1], range[0]);
      },
    });
  }
  return starts;
}

/** The library has seen line feeds in their places. */
function spellWithOddBreaks(text: string, documents: readonly Document[]): void {
  for (const document of documents) {
    visit(document, {
      Scalar: (_key, scalar) => {
        const token = scalar.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
        if (token && holdsOddLineBreak(text, rangeOfNode(scalar))) scalar.value = readScalar(text, token).code;
      },
    });
  }
}

function notRead(text: string, reason: GivenUp, offset: number): YamlTree {
  return { text, errors: [{ ...givenUp[reason], range: withinText(text, offset, offset + 1) }], aliases: noAliases };
}

/** Any further document is as wrong as the second one. */
function firstTwo(documents: Iterable<Document>): readonly Document[] {
  const first: Document[] = [];
  for (const document of documents) if (first.push(document) === 2) break;
  return first;
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
