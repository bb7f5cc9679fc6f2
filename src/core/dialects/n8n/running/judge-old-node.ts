import type { JsonValue } from "../../../json/json-value.ts";
import { jsonObject, jsonString } from "../../../json/make-json.ts";
import { memberOf } from "../../../json/members.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import type { GuestError, RunOutcome } from "../../../run/outcome.ts";
import { itemsOf, type N8nRunContext, turnsErrorsIntoItems } from "../platform/run-context.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { stoppedError } from "./error-text.ts";
import { failWith, flowOn } from "./flow-on.ts";
import type { N8nJudging } from "./judge-javascript.ts";
import { normaliseList, numberIn } from "./normalise-items.ts";

/** The Function and Function Item nodes, which check results themselves. Source: n8n-nodes-base 2.41.1. */
export function judgeOldNode(context: N8nRunContext, outcome: RunOutcome, judging: N8nJudging): N8nEnding {
  const losesErrors = judging.runner === "task-runner";
  switch (outcome.kind) {
    case "stopped":
      return failWith(context, stoppedError(outcome, judging.timeLimitMs));
    case "threw":
      return handle(context, outcome.error, losesErrors);
    case "returned": {
      const { caught = [], resultText } = outcome;
      const parsed = resultText === "undefined" ? undefined : parsePythonJson(resultText);
      const result = parsed?.kind === "value" ? parsed.value : undefined;
      const [first] = caught;
      if (first && !turnsErrorsIntoItems(context)) {
        const error = oldError(first, placeOfFirst(result));
        return failWith(context, losesErrors ? lost(first, error) : error);
      }
      const items = context.kind === "function" ? functionItems(result) : itemResults(result, caught);
      if (typeof items === "string") return handle(context, complaint(items), losesErrors);
      const tookOver = first && ({ error: oldError(first), tookOver: "error-items" } as const);
      return { ...flowOn(context, items), ...tookOver };
    }
  }
}

/** Where the node goes on, the message flows on without its place. */
function handle(context: N8nRunContext, error: GuestError, losesErrors: boolean): N8nEnding {
  if (!turnsErrorsIntoItems(context)) {
    const said = oldError(error);
    return failWith(context, losesErrors ? lost(error, said) : said);
  }
  const json = jsonObject({ error: jsonString(error.message) });
  const count = context.kind === "function" ? 1 : itemsOf(context).length;
  return {
    ...flowOn(
      context,
      Array.from({ length: count }, () => jsonObject({ json })),
    ),
    error: oldError(error),
    tookOver: "error-items",
  };
}

/**
 * What n8n 2 says of an error that the code throws: where it looks for the line, it meets an error of its own. Executed
 * with 2.41.1, 2026-11.
 */
function lost({ type, frames }: GuestError, error: N8nError): N8nError {
  if (frames.length === 0 || type === "SyntaxError") return error;
  const explanation = `${error.message}. n8n 2 loses the text of what a Function node throws; a Code node tells it.`;
  return { ...error, message: "Cannot read properties of undefined (reading 'split')", explanation };
}

function complaint(message: string): GuestError {
  return { type: "NodeOperationError", message, traceback: "", frames: [], phase: "call" };
}

/** Plain objects become items. A text is the complaint. */
function functionItems(result: JsonValue | undefined): readonly JsonValue[] | string {
  if (result === undefined) return "No data got returned. Always return an Array of items!";
  if (result.kind !== "array" && result.kind !== "object") return "Always an Array of items has to be returned!";
  const items = normaliseList(result);
  if (!items) return "Inconsistent item format";
  for (const item of items) {
    const json = memberOf(item, "json");
    const binary = memberOf(item, "binary");
    if (json?.kind !== "object" && json?.kind !== "array") return "The json-property has to be an object!";
    if (binary && binary.kind !== "object") return "The binary-property has to be an object!";
  }
  return items;
}

function itemResults(result: JsonValue | undefined, caught: readonly GuestError[]): readonly JsonValue[] {
  if (result?.kind !== "array") return [];
  return result.items.map((item) => {
    const error = caught[numberIn(item, "caught") ?? -1];
    if (!error) return item;
    return jsonObject({
      json: jsonObject({ error: jsonString(error.message) }),
      pairedItem: memberOf(item, "pairedItem"),
    });
  });
}

/** The item that the first error came with. */
function placeOfFirst(result: JsonValue | undefined): number | undefined {
  const item = result?.kind === "array" ? result.items.find((each) => numberIn(each, "caught") === 0) : undefined;
  return numberIn(memberOf(item, "pairedItem"), "item");
}

/** The message with the line of the innermost frame, and with the item if there was one. */
function oldError({ message, frames }: GuestError, itemIndex?: number): N8nError {
  const line = frames.at(-1)?.line;
  if (line === undefined) return n8nError(message);
  const item = itemIndex === undefined ? "" : ` | Item Index: ${itemIndex}`;
  return {
    ...n8nError(`${message} [Line ${line}${item}]`, itemIndex === undefined ? {} : { itemIndex }),
    line,
    frames,
  };
}
