import type { RunOutcome } from "../../../run/outcome.ts";
import type { RunPreparation } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { hasSampleCode, n8nNodeOf } from "./node-context.ts";

/** Where a real server does otherwise than this run, or shows it elsewhere. Source: facts about n8n 2.41.1, 2026-09. */
export function n8nRunNotes({ node, inputs, target }: RunPreparation, outcome: RunOutcome): readonly string[] {
  const n8n = n8nNodeOf(node);
  const items = inputs.get("items");
  const notes: string[] = [];
  if (items?.kind === "array" && items.items.length === 0) {
    notes.push("No items came in: n8n does not run a node without any.");
  } else if (n8n.isDisabled) {
    notes.push("The node is switched off: n8n does not run it and passes its items on.");
  }
  if (hasSampleCode(n8n, node)) {
    notes.push("The file holds no code for this node: n8n runs the sample that such a node starts with.");
  }
  if (outcome.console.length > 0) {
    const isNative = node.language === "python" && pythonRunnerOf(node, n8nTargetOf(target)) === "native";
    notes.push(
      isNative && outcome.kind !== "returned"
        ? "n8n shows nothing of what Python code printed before it failed."
        : "In n8n, what is printed goes to the browser's console in the editor, and nowhere in production unless CODE_ENABLE_STDOUT is true.",
    );
  }
  return notes;
}
