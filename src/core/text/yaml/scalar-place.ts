import type { Scalar } from "yaml";
import { type CST, isCollection, isMap, isPair, visit } from "yaml";
import type { YamlTree } from "./tree.ts";

/** What stands around the value of a mapping's entry, as far as it matters to what is written there. */
export interface ScalarPlace {
  readonly token: CST.FlowScalar | CST.BlockScalar;
  /** The column of the mapping's keys; in a flow mapping 0. */
  readonly mapIndent: number;
  /** Inside `{ … }` or `[ … ]`. */
  readonly isInFlow: boolean;
  /** The column of the scalar's first character, in code points; in a flow mapping 0. */
  readonly column: number;
  /** The name of its anchor, when an alias stands for it elsewhere. */
  readonly sharedAs?: string;
}

/** The scalars that begin at these offsets, as far as they are values of a mapping's entries; by their offsets. */
export function findScalarPlaces(tree: YamlTree, offsets: ReadonlySet<number>): ReadonlyMap<number, ScalarPlace> {
  const found: { readonly offset: number; readonly scalar: Scalar; readonly path: readonly unknown[] }[] = [];
  const aliases = new Set<string>();
  visit(tree.root ?? null, {
    Alias: (_key, { source }) => void aliases.add(source),
    Scalar: (key, scalar, path) => {
      const offset = scalar.srcToken?.offset;
      if (key === "value" && offset !== undefined && offsets.has(offset)) found.push({ offset, scalar, path });
    },
  });
  return new Map(
    found.flatMap(({ offset, scalar, path }) => {
      const place = placeOf(tree, offset, scalar, path, aliases);
      return place ? [[offset, place] as const] : [];
    }),
  );
}

function placeOf(
  tree: YamlTree,
  offset: number,
  scalar: Scalar,
  path: readonly unknown[],
  aliases: ReadonlySet<string>,
): ScalarPlace | undefined {
  const [pair, map] = [path.at(-1), path.at(-2)];
  if (!isPair(pair) || !isMap(map)) return undefined;
  const isInFlow = path.some((node) => isCollection(node) && node.flow === true);
  const mapToken = map.srcToken;
  return {
    token: scalar.srcToken as ScalarPlace["token"],
    mapIndent: isInFlow || mapToken === undefined || !("indent" in mapToken) ? 0 : mapToken.indent,
    isInFlow,
    column: isInFlow ? 0 : columnOf(tree.text, offset),
    ...(scalar.anchor !== undefined && aliases.has(scalar.anchor) ? { sharedAs: scalar.anchor } : {}),
  };
}

function columnOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return [...text.slice(lineStart, offset)].length;
}
