import type { OffsetRange } from "../../../text/offset-range.ts";
import type { InputSource } from "../../../workflow/code-node.ts";
import { lookUp } from "../../../workflow/graph.ts";
import { type NodeReader, report } from "./node-reader.ts";
import { unconnectedProblem, wrongReferenceProblem } from "./wrong-reference.ts";

/** A selector as it is written: its parts with their places, and the place of the whole. */
export interface WrittenSelector {
  readonly parts: readonly { readonly text: string; readonly range: OffsetRange }[];
  readonly range: OffsetRange;
}

/**
 * Where an input's value comes from. A selector that leads nowhere is reported: Dify's editor asks to select an
 * existing variable, and a run passes null (graphon v0.6.0 `runtime/variable_pool.py`, read 2026-08).
 */
export function readInputSource(
  reader: NodeReader,
  inputName: string,
  selector: WrittenSelector,
): InputSource | undefined {
  const graph = reader.graph();
  if (!graph) return undefined;
  const names = selector.parts.map(({ text }) => text);
  if (names.length < 2) {
    report(reader, unconnectedProblem(inputName), selector.range, { check: "wrong-reference" });
    return undefined;
  }
  const found = lookUp(graph, names, reader.idInGraph);
  if (found.kind === "wrong") {
    const { reason } = found;
    const message = wrongReferenceProblem(graph, inputName, names, reason);
    report(reader, message, selector.parts[reason.at]?.range ?? selector.range, { check: "wrong-reference" });
    return undefined;
  }
  const { type } = found.variable;
  return { label: [found.node.title, ...names.slice(1)].join(" · "), ...(type && { type }) };
}
