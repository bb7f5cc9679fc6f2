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
  /** The column of the scalar's first character, in code points. */
  readonly column: number;
  /** The name of its anchor, when an alias stands for it elsewhere. */
  readonly sharedAs?: string;
}

/** The scalar that begins at an offset; undefined when it is not the value of a mapping's entry. */
export function findScalarPlace(tree: YamlTree, offset: number): ScalarPlace | undefined {
  let found: { readonly scalar: Scalar; readonly path: readonly unknown[] } | undefined;
  const aliases = new Set<string>();
  visit(tree.root ?? null, {
    Alias: (_key, { source }) => void aliases.add(source),
    Scalar: (key, scalar, path) => {
      if (key === "value" && scalar.srcToken?.offset === offset) found = { scalar, path };
    },
  });
  if (!found) return undefined;
  const { scalar, path } = found;
  const [pair, map] = [path.at(-1), path.at(-2)];
  if (!isPair(pair) || !isMap(map)) return undefined;
  const isInFlow = path.some((node) => isCollection(node) && node.flow === true);
  const mapToken = map.srcToken;
  const lineStart = tree.text.lastIndexOf("\n", offset - 1) + 1;
  return {
    token: scalar.srcToken as ScalarPlace["token"],
    mapIndent: isInFlow || mapToken === undefined || !("indent" in mapToken) ? 0 : mapToken.indent,
    isInFlow,
    column: [...tree.text.slice(lineStart, offset)].length,
    ...(scalar.anchor !== undefined && aliases.has(scalar.anchor) ? { sharedAs: scalar.anchor } : {}),
  };
}
