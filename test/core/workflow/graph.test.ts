import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { elementType, type GraphNode, lookUp, type WorkflowGraph } from "../../../src/core/workflow/graph.ts";

const count = 6;
const ids = Array.from({ length: count }, (_, index) => `n${index}`);
const edge = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
const containers = fc.array(fc.option(fc.constantFrom(...ids), { nil: undefined }), {
  minLength: count,
  maxLength: count,
});

test("a node at the top is there for those that it leads to, and for no others", () => {
  fc.assert(
    fc.property(
      fc.array(edge, { maxLength: 12 }),
      fc.constantFrom(...ids),
      fc.constantFrom(...ids),
      (edges, from, to) => {
        const found = lookUp(graphOf(edges, []), [from, "out"], to);
        const hasAny = edges.some(([, target]) => target === to);
        const isThere = !hasAny || reaches(edges, from, to);
        assert.equal(found.kind, isThere ? "found" : "wrong");
        if (found.kind === "wrong") assert.equal(found.reason.kind, "not-before");
      },
    ),
    { numRuns: 2000 },
  );
});

test("any graph, nested in circles too, gives an answer", () => {
  const names = fc.constantFrom("out", "item", "nothing");
  fc.assert(
    fc.property(
      fc.array(edge, { maxLength: 12 }),
      containers,
      fc.array(fc.oneof(fc.constantFrom(...ids), names), { maxLength: 4 }),
      fc.option(fc.constantFrom(...ids, "unknown"), { nil: undefined }),
      (edges, parents, selector, reader) => {
        const found = lookUp(graphOf(edges, parents), selector, reader);
        if (found.kind === "wrong") assert.ok(found.reason.at <= Math.max(1, selector.length - 1));
        assert.equal(found.kind === "wrong" && found.reason.kind === "no-node", !ids.includes(selector[0] ?? ""));
      },
    ),
    { numRuns: 2000 },
  );
});

test("the elements of a list", () => {
  assert.equal(elementType("array[object]"), "object");
  for (const type of [undefined, "array", "array[any]", "string"]) assert.equal(elementType(type), undefined);
});

function graphOf(
  edges: readonly (readonly [string, string])[],
  parents: readonly (string | undefined)[],
): WorkflowGraph {
  const node = (id: string, containerId: string | undefined): GraphNode => ({
    id,
    name: id,
    title: id,
    ...(containerId && { containerId }),
    comesFirst: false,
    variables: () => ({
      outputs: new Map([["out", { type: "string" }]]),
      inside: new Map([["item", {}]]),
      complete: true,
    }),
  });
  return {
    nodes: new Map(ids.map((id, index) => [id, node(id, parents[index])])),
    predecessors: new Map(ids.map((id) => [id, edges.filter(([, target]) => target === id).map(([source]) => source)])),
  };
}

/** Over one edge or more, by trying all lengths of a way. */
function reaches(edges: readonly (readonly [string, string])[], from: string, to: string): boolean {
  let reached = new Set(edges.filter(([source]) => source === from).map(([, target]) => target));
  for (let step = 0; step < count; step++) {
    reached = new Set([...reached, ...edges.filter(([source]) => reached.has(source)).map(([, target]) => target)]);
  }
  return reached.has(to);
}
