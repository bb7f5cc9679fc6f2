import type { JsonValue } from "../../json/json-value.ts";
import { jsonNumber, jsonObject, jsonString } from "../../json/make-json.ts";
import { parsePythonJson } from "../../json/parse-python-json.ts";
import type { GuestError, RunOutcome } from "../../run/outcome.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { stoppedError } from "./error-text.ts";
import { failWith, flowOn } from "./flow-on.ts";
import { member, withMember } from "./normalise-items.ts";
import { itemsOf, type N8nRunContext, turnsErrorsIntoItems } from "./run-context.ts";

/** The Function and Function Item nodes, which check results themselves. Source: n8n-nodes-base 2.41.1. */
export function judgeOldNode(context: N8nRunContext, outcome: RunOutcome, timeLimitMs: number): N8nEnding {
  switch (outcome.kind) {
    case "stopped":
      return failWith(context, stoppedError(outcome, timeLimitMs));
    case "threw":
      return handle(context, oldError(outcome.error));
    case "returned": {
      const caught = (outcome.caught ?? []).map(oldError);
      if (caught[0] && !turnsErrorsIntoItems(context)) return failWith(context, caught[0]);
      const parsed = outcome.resultText === "undefined" ? undefined : parsePythonJson(outcome.resultText);
      const result = parsed?.kind === "value" ? parsed.value : undefined;
      const items = context.kind === "function" ? functionItems(result) : itemResults(result, caught);
      return typeof items === "string" ? handle(context, n8nError(items)) : flowOn(context, items);
    }
  }
}

function handle(context: N8nRunContext, error: N8nError): N8nEnding {
  if (!turnsErrorsIntoItems(context)) return failWith(context, error);
  const json = jsonObject({ error: jsonString(error.message) });
  const count = context.kind === "function" ? 1 : itemsOf(context).length;
  return {
    ...flowOn(
      context,
      Array.from({ length: count }, () => jsonObject({ json })),
    ),
    error,
    tookOver: "error-items",
  };
}

/** Each item gets its place as `index`. A text is the complaint. */
function functionItems(result: JsonValue | undefined): readonly JsonValue[] | string {
  if (result === undefined) return "No data got returned. Always return an Array of items!";
  if (result.kind !== "array") return "Always an Array of items has to be returned!";
  for (const item of result.items) {
    const json = member(item, "json");
    const binary = member(item, "binary");
    if (json === undefined) return 'All returned items have to contain a property named "json"!';
    if (json.kind !== "object" && json.kind !== "array") return "The json-property has to be an object!";
    if (binary && binary.kind !== "object" && binary.kind !== "array")
      return "The binary-property has to be an object!";
  }
  return result.items.map((item, index) => withMember(item, "index", jsonNumber(index)));
}

function itemResults(result: JsonValue | undefined, caught: readonly N8nError[]): readonly JsonValue[] {
  if (result?.kind !== "array") return [];
  return result.items.map((item) => {
    const number = member(item, "caught");
    const error = number?.kind === "int" ? caught[Number(number.digits)] : undefined;
    if (!error) return item;
    return jsonObject({
      json: jsonObject({ error: jsonString(error.message) }),
      pairedItem: member(item, "pairedItem"),
    });
  });
}

/** The message with the line of the innermost frame. */
function oldError({ message, frames }: GuestError): N8nError {
  const line = frames.at(-1)?.line;
  if (line === undefined) return n8nError(message);
  return { ...n8nError(`${message} [Line ${line}]`), line, frames };
}
