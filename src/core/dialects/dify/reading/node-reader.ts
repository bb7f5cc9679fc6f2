import type { Node, Scalar, YAMLMap } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import type { OffsetRange } from "../../../text/offset-range.ts";
import { kindOfScalar } from "../../../text/yaml/scalar-kind.ts";
import { rangeOfNode, type YamlEntry, type YamlTree } from "../../../text/yaml/tree.ts";
import type { WorkflowGraph } from "../../../workflow/graph.ts";
import type { ReadingProblem } from "../../dialect.ts";
import type { NodeRefusal } from "../platform/dify-node.ts";

/** What the readers of one node's parts share: the file, how to name the node, and where problems go. */
export interface NodeReader {
  readonly tree: YamlTree;
  /** The node's `data` mapping. */
  readonly data: YAMLMap;
  readonly nodeId: string;
  /** What the graph calls the node, which may be shared. */
  readonly idInGraph: string;
  /** As a message names it: `Code node "Summarise"`. */
  readonly nodeName: string;
  /** Where something is missing from the node: its `type: code`. */
  readonly typeRange: OffsetRange;
  /** Built when the first input asks where it comes from; undefined where the file is too broken to tell. */
  graph(): WorkflowGraph | undefined;
  readonly problems: ReadingProblem[];
  readonly refusals: NodeRefusal[];
}

export function report(
  reader: NodeReader,
  message: string,
  range: OffsetRange,
  about: Pick<ReadingProblem, "check" | "severity">,
): void {
  reader.problems.push({ message, range, nodeId: reader.nodeId, ...about });
}

/**
 * What Dify imports and its run then refuses; `says` is the run's own text, without what pydantic adds to it.
 * Source of all such texts: graphon v0.6.0 `nodes/code/entities.py` and `entities/base_node_data.py` with pydantic
 * 2.13.4, executed 2026-08.
 */
export function refuse(reader: NodeReader, message: string, says: string, range: OffsetRange): void {
  reader.refusals.push({ says, message });
  report(reader, `${message} A run of Dify says "${says}".`, range, { check: "refused-declaration" });
}

/** The value of an entry, or its key when nothing stands behind the colon. */
export function rangeOfEntryValue({ key, value }: YamlEntry): OffsetRange {
  if (!value) return rangeOfNode(key);
  const range = rangeOfNode(value);
  return range.start === range.end ? rangeOfNode(key) : range;
}

/** Nothing behind the colon, `null` or `~`. */
export function isNull(node: Node | undefined): boolean {
  return !node || (isScalar(node) && kindOfScalar(node) === "null");
}

/** A scalar's text whatever it means to YAML; undefined for null, a list or a mapping. */
export function textOf(node: Node | undefined): string | undefined {
  return isScalar(node) && !isNull(node) ? String(node.value ?? "") : undefined;
}

export function isString(node: Node | undefined): node is Scalar {
  return isScalar(node) && kindOfScalar(node) === "string";
}

/** What a message calls a value: "a list", "a number". */
export function nameKind(node: Node | undefined): string {
  if (isSeq(node)) return "a list";
  if (isMap(node)) return "a mapping";
  if (!isScalar(node)) return "nothing";
  const names = {
    string: "text",
    int: "a number",
    float: "a number",
    bool: "a yes/no value",
    null: "empty",
    other: "a value of another kind",
  };
  return names[kindOfScalar(node)];
}
