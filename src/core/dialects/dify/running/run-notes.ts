import { visibleMain } from "../../../contract/argument-passing.ts";
import type { RunOutcome } from "../../../run/outcome.ts";
import type { RunPreparation } from "../../dialect.ts";
import { difyTargetOf } from "../platform/targets.ts";
import { fileNotes } from "./mock-files.ts";
import { positionalMain } from "./run-request.ts";

/** Where a real server (releases up to 1.16.0, read 2026-08) does otherwise than this run, and what to write instead. */
export function difyRunNotes(run: RunPreparation, outcome: RunOutcome): string[] {
  const { node, facts, inputs } = run;
  const target = difyTargetOf(run.target);
  const notes: string[] = [...fileNotes(node, inputs)];
  const main = visibleMain(facts);
  if (node.language === "javascript" && main) {
    if (positionalMain(run, target)) {
      const names = node.inputs.map(({ name }) => name).join(", ");
      notes.push(
        `The inputs were passed by position, as the published documents show. A real server passes one object: write main({ ${names} }).`,
      );
    }
    if (main.isAsync && target.awaitsJavaScript) {
      notes.push(
        "main() is async and was awaited, as the published documents promise. A real server does not wait for it and gets an empty object: write it without async.",
      );
    }
  }
  if (target.stderr === "shown" && outcome.console.some(({ stream }) => stream === "stderr")) {
    notes.push("Something was printed on stderr. A real server fails the node for that: print nothing there.");
  }
  return notes;
}
