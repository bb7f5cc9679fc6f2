import type { JsonValue } from "../../json/json-value.ts";
import { jsonArray, jsonObject, jsonString } from "../../json/make-json.ts";
import { parsePythonJson } from "../../json/parse-python-json.ts";
import type { RunOutcome } from "../../run/outcome.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { javaScriptError, stoppedError } from "./error-text.ts";
import { failWith, flowOn } from "./flow-on.ts";
import { judgeOldNode } from "./judge-old-node.ts";
import { type ItemsReading, member, readAllItems, readEachItem } from "./normalise-items.ts";
import { itemsOf, type N8nRunContext, turnsErrorsIntoItems } from "./run-context.ts";

/** What n8n makes of a run of JavaScript: items per output, or its error. Never throws. */
export function judgeN8nJavaScript(context: N8nRunContext, outcome: RunOutcome, timeLimitMs: number): N8nEnding {
  if (context.kind !== "code") return judgeOldNode(context, outcome, timeLimitMs);
  switch (outcome.kind) {
    case "stopped":
      return failWith(context, stoppedError(outcome, timeLimitMs));
    case "threw": {
      const error = javaScriptError(outcome.error);
      const isUsers = outcome.error.phase !== "serialise";
      return isUsers && turnsErrorsIntoItems(context) ? goOn(context, error) : failWith(context, error);
    }
    case "returned": {
      const caught = (outcome.caught ?? []).map(javaScriptError);
      const ending = judgeItems(context, readResult(context, outcome.resultText, caught));
      return caught[0] && !ending.error ? { ...ending, error: caught[0], tookOver: "error-items" } : ending;
    }
  }
}

/** Items, or the complaint about them. */
function judgeItems(context: N8nRunContext, reading: ItemsReading): N8nEnding {
  return reading.kind === "items" ? flowOn(context, reading.items) : failWith(context, invalidItems(reading));
}

function invalidItems({ message, ...rest }: Extract<ItemsReading, { kind: "invalid" }>): N8nError {
  const { kind: _, ...details } = rest;
  return n8nError(message, details);
}

/** The error of the code as items: one in all, or one for each item when none of them could be run. */
function goOn(context: N8nRunContext, error: N8nError): N8nEnding {
  const json = jsonObject({ error: jsonString(error.message) });
  const isEach = context.mode === "runOnceForEachItem";
  const items = isEach
    ? itemsOf(context).map((_item, index) => jsonObject({ json, pairedItem: pairTo(index) }))
    : [jsonObject({ json })];
  return { ...flowOn(context, items), error, tookOver: "error-items" };
}

function readResult({ mode }: N8nRunContext, text: string, caught: readonly N8nError[]): ItemsReading {
  const parsed = text === "undefined" ? undefined : parsePythonJson(text);
  const result = parsed?.kind === "value" ? parsed.value : undefined;
  if (mode === "runOnceForEachItem") {
    const collected = result?.kind === "array" ? result.items : [];
    return readEachItem(
      collected.map((item) => withErrorOf(item, caught)),
      "object",
    );
  }
  return readAllItems(result?.kind === "null" ? jsonArray([]) : result, "object");
}

/** In the place of an item whose run failed stands the number of its error. */
function withErrorOf(item: JsonValue, caught: readonly N8nError[]): JsonValue {
  const number = member(item, "caught");
  const error = number?.kind === "int" ? caught[Number(number.digits)] : undefined;
  if (!error) return item;
  const json = jsonObject({ error: jsonString(error.message) });
  const pairedItem = member(item, "pairedItem");
  return jsonObject({ json, pairedItem });
}

function pairTo(index: number): JsonValue {
  return jsonObject({ item: { kind: "int", digits: String(index) } });
}
