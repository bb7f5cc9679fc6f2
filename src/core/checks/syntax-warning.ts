import { isNewer } from "../contract/language-versions.ts";
import type { Check } from "./check.ts";

/** What the language itself warns of is printed on stderr, where that fails a node. */
export const syntaxWarning = {
  id: "syntax-warning",
  severity: "error",
  summary: "Python warns of the code on stderr, and the target fails a node for anything that is printed there.",
  *run({ facts, contract }) {
    const { languageVersion: runs, target, stderr } = contract;
    if (stderr !== "fails-the-node" || !runs) return;
    for (const { since, what, instead, range, fix } of facts.syntaxWarnings ?? []) {
      if (isNewer(since, runs.version)) continue;
      yield {
        message: `${runs.language} ${runs.version} warns of ${what} on stderr, and ${target.label} fails the node for that, whatever main() returns. ${instead}`,
        codeRange: range,
        ...(fix && { fixes: [{ title: fix.title, codeEdits: [fix.edit] }] }),
      };
    }
  },
} as const satisfies Check;
