import { firstTooNew, namesTooNew } from "../contract/language-versions.ts";
import type { Check } from "./check.ts";

/** The code is right for a newer version of its language than the one that the target's server runs. */
export const newerThanTarget = {
  id: "newer-than-target",
  severity: "error",
  summary: "The code uses something of its language that is newer than what the target's server runs.",
  *run({ facts, contract }) {
    const { languageVersion: runs, target } = contract;
    if (!runs) return;
    for (const { name, since, range, isGuarded } of namesTooNew(facts, runs)) {
      yield {
        message: `${name} came with ${runs.language} ${since}, and ${target.label} runs ${runs.language} ${runs.version}. Do without it there, or write what you need of it into the node.`,
        codeRange: range,
        ...(isGuarded && { severity: "warning" as const }),
      };
    }
    const newer = firstTooNew(facts, runs);
    if (!newer) return;
    const { what, since, instead, range } = newer;
    yield {
      message: `${what.charAt(0).toUpperCase()}${what.slice(1)} came with ${runs.language} ${since}, and ${target.label} runs ${runs.language} ${runs.version}, which cannot load the code. ${instead}`,
      codeRange: range,
    };
  },
} as const satisfies Check;
