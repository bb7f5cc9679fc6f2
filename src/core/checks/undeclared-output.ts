import type { Check } from "./check.ts";

/** A returned key that the node does not declare never reaches the next node. */
export const undeclaredOutput = {
  id: "undeclared-output",
  severity: "error",
  summary: "main() returns a key that the node does not declare as an output.",
  compares: "outputs",
  *run({ node, facts, contract }) {
    if (facts.main.kind !== "function") return;
    const declared = new Set(node.outputs.map(({ name }) => name));
    const reported = new Set<number>();
    const seen = new Set<object>();
    const isDropped = contract.undeclaredKeys === "dropped";
    for (const { value } of facts.main.returns) {
      if (value.kind !== "object") continue;
      for (const key of value.keys.unseen(seen)) {
        if (declared.has(key.name) || reported.has(key.range.start)) continue;
        reported.add(key.range.start);
        const consequence = isDropped ? "it is dropped and nothing downstream sees it" : "the node fails";
        yield {
          message: `"${key.name}" is not a declared output: ${consequence}. Declare it as an output, or do not return it.`,
          codeRange: key.range,
          severity: isDropped ? "warning" : "error",
        };
      }
    }
  },
} as const satisfies Check;
