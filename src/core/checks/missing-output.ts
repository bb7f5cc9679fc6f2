import type { ReturnedValue } from "../languages/code-facts.ts";
import type { Check } from "./check.ts";
import { valueWords } from "./value-words.ts";

/** Every declared output must come back on every path; where one does not, the node fails. */
export const missingOutput = {
  id: "missing-output",
  severity: "error",
  summary: "main() does not return a declared output on some path.",
  compares: "outputs",
  *run({ node, facts }) {
    if (facts.main.kind !== "function") return;
    const declared = node.outputs.map(({ name }) => name);
    const reported = new Set<string>();
    for (const path of facts.main.returns) {
      const message = messageFor(path.value, declared);
      const place = `${path.range.start} ${message}`;
      if (!message || reported.has(place)) continue;
      reported.add(place);
      yield { message, codeRange: path.range };
    }
  },
} as const satisfies Check;

function messageFor(value: ReturnedValue, declared: readonly string[]): string | undefined {
  switch (value.kind) {
    case "unknown":
      return undefined;
    case "nothing":
      return `main() can end here without a result. Return an object with ${listed(declared)} on this path too.`;
    case "not-an-object":
      return `main() returns ${valueWords[value.of]} here. Return an object with ${listed(declared)}.`;
    case "object": {
      if (!value.complete) return undefined;
      const never = declared.filter((name) => !value.keys.get(name));
      if (never.length > 0) {
        return `${subject(never)} not returned here, so the node fails on this path. Return a value here too, or remove the declaration.`;
      }
      const sometimes = declared.filter((name) => value.keys.get(name)?.presence === "sometimes");
      if (sometimes.length === 0) return undefined;
      return `${subject(sometimes)} not set on every path to this return, so the node can fail. Set a value before the branch.`;
    }
  }
}

function subject(names: readonly string[]): string {
  const verb = names.length > 1 ? "are" : "is";
  return `${listed(names).replace("the", "The")} ${verb}`;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "no keys";
  const quoted = names.slice(0, mostNamed).map((name) => `"${name}"`);
  if (names.length > mostNamed) return `the outputs ${quoted.join(", ")} and ${names.length - mostNamed} more`;
  const last = quoted.pop();
  return quoted.length > 0 ? `the outputs ${quoted.join(", ")} and ${last}` : `the output ${last}`;
}

/** More than anybody reads in a message. */
const mostNamed = 40;
