import { n8nLanguages } from "../platform/n8n-node.ts";
import { itemsOf, type N8nRunContext } from "../platform/run-context.ts";
import { type N8nEnding, n8nError } from "./ending.ts";
import { failWith } from "./flow-on.ts";

/** How a node of any language ends that n8n's engine does not run; undefined when it runs. */
export function endWithoutRun(context: N8nRunContext): N8nEnding | undefined {
  const notExecuted = { status: "succeeded", isRetried: false, notExecuted: true } as const;
  const { kind, items, isDisabled, language, node } = context;
  if (items.length === 0) return { ...notExecuted, outputs: [] };
  if (isDisabled) return { ...notExecuted, outputs: [itemsOf({ ...context, executesOnce: false })] };
  if (kind === "code" && node.typeVersion >= 2 && !n8nLanguages.some((known) => known === language)) {
    return failWith(context, n8nError(`Unsupported language: ${language}`));
  }
  return undefined;
}
