import type { JsonEntry } from "../../../json/json-value.ts";
import { jsonString } from "../../../json/make-json.ts";
import type { Judgement, RunError } from "../../../run/judgement.ts";
import type { RunEnding } from "../../../run/report.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { difyDefaultOutputs } from "../platform/default-values.ts";
import { refusedNodeType } from "../platform/dify-node.ts";

/**
 * What flows on after the last attempt. In a workflow `error_message` and `error_type` win over default values
 * of the same name, with the single-node button the default values win.
 * Source: graphon `graph_engine/error_handler.py`, Dify `workflow_service.py`, read 2026-08.
 */
export function endDifyRun(node: CodeNode, judgement: Judgement, once: boolean): RunEnding {
  const { error } = judgement;
  if (!error) return { status: judgement.status, flowing: flowingOutputs(judgement) };
  // Nothing takes over where the whole workflow is refused.
  if (node.errorStrategy === "none" || error.type === refusedNodeType) return { status: "failed", flowing: [], error };

  const aboutTheError: JsonEntry[] = [
    ["error_message", jsonString(error.message)],
    ["error_type", jsonString(error.type)],
  ];
  if (node.errorStrategy === "fail-branch") {
    const fallback = "The fail branch took over: error_message and error_type flow on along it.";
    return { status: "exception", flowing: aboutTheError, error, fallback };
  }

  const defaults = difyDefaultOutputs(node);
  if (defaults.kind === "rejected") return { status: "failed", flowing: [], error: rejectedDefaults(error, defaults) };
  const flowing = once ? [...aboutTheError, ...defaults.values] : [...defaults.values, ...aboutTheError];
  const fallback = "The default values took over; error_message and error_type flow on beside them.";
  return { status: "exception", flowing: [...new Map(flowing)], error, fallback };
}

function flowingOutputs({ outputs }: Judgement): JsonEntry[] {
  return outputs.flatMap(({ name, value }): JsonEntry[] => (value ? [[name, value]] : []));
}

function rejectedDefaults(error: RunError, { message }: { readonly message: string }): RunError {
  const why = `The default values could not take over, because the platform refuses one of them. ${message}`;
  return { ...error, explanation: error.explanation ? `${error.explanation} ${why}` : why };
}
