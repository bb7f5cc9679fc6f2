import type { RunOutcome } from "../../run/outcome.ts";
import { takesInputsByPosition } from "../argument-passing.ts";
import type { RunPreparation } from "../dialect.ts";
import { fileNotes } from "./mock-files.ts";
import { difyTargetOf } from "./targets.ts";

/** Where a real server (releases up to 1.16.0, read 2026-08) does otherwise than this run, and what to write instead. */
export function difyRunNotes({ node, main, inputs, target }: RunPreparation, outcome: RunOutcome): string[] {
  const { javascriptArguments, awaitsJavaScript } = difyTargetOf(target);
  const notes: string[] = [...fileNotes(node, inputs)];
  if (node.language === "javascript" && main) {
    if (javascriptArguments === "one-object-or-positions" && takesInputsByPosition(main, node.inputs)) {
      const names = node.inputs.map(({ name }) => name).join(", ");
      notes.push(
        `The inputs were passed by position, as the published documents show. A real server passes one object: write main({ ${names} }).`,
      );
    }
    if (main.isAsync && awaitsJavaScript) {
      notes.push(
        "main() is async and was awaited, as the published documents promise. A real server does not wait for it and gets an empty object: write it without async.",
      );
    }
  }
  if (outcome.console.some(({ stream }) => stream === "stderr")) {
    notes.push("Something was printed on stderr. A real server fails the node for that: print nothing there.");
  }
  return notes;
}
