import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nodesBefore } from "../../../src/core/workflow/nodes-before.ts";

const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
const graphs = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 14 }).map((edges) => {
  const predecessors = new Map<string, string[]>();
  for (const [source, target] of edges) predecessors.set(target, [...(predecessors.get(target) ?? []), source]);
  return predecessors;
});

test("nodes before others are those from which edges lead there, circles included", () => {
  fc.assert(
    fc.property(
      graphs,
      fc.uniqueArray(fc.constantFrom(...ids, "unknown"), { minLength: 1, maxLength: 3 }),
      (graph, asked) => {
        const before = nodesBefore(graph, asked);
        const expected = walkedBack(graph, asked);
        assert.equal(before.isEmpty, expected.size === 0);
        assert.deepEqual(
          ids.filter((id) => before.has(id)),
          ids.filter((id) => expected.has(id)),
        );
      },
    ),
    { numRuns: 3000 },
  );
});

function walkedBack(graph: ReadonlyMap<string, readonly string[]>, asked: readonly string[]): ReadonlySet<string> {
  const before = new Set<string>();
  const waiting = [...asked];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const source of graph.get(id) ?? []) {
      if (before.has(source)) continue;
      before.add(source);
      waiting.push(source);
    }
  }
  return before;
}
