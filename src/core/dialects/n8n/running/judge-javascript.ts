import { jsonArray, jsonObject, jsonString } from "../../../json/make-json.ts";
import { memberOf } from "../../../json/members.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import type { RunOutcome } from "../../../run/outcome.ts";
import { type N8nRunContext, turnsErrorsIntoItems } from "../platform/run-context.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { javaScriptError, stoppedError } from "./error-text.ts";
import { failWith, flowOn, flowOnWithError } from "./flow-on.ts";
import { judgeOldNode } from "./judge-old-node.ts";
import { type ItemsReading, numberIn, readAllItems, readEachItem } from "./normalise-items.ts";

export interface N8nJudging {
  readonly timeLimitMs: number;
  /** n8n 1 ran JavaScript in its own process, named the item in errors and made items of complaints about results. */
  readonly runner: "task-runner" | "in-process";
}

/** What n8n makes of a run of JavaScript: items per output, or its error. Never throws. */
export function judgeN8nJavaScript(context: N8nRunContext, outcome: RunOutcome, judging: N8nJudging): N8nEnding {
  const { timeLimitMs, runner } = judging;
  if (context.kind !== "code") return judgeOldNode(context, outcome, judging);
  switch (outcome.kind) {
    case "stopped":
      return failWith(context, stoppedError(outcome, timeLimitMs));
    case "threw": {
      const error = javaScriptError(outcome.error);
      return outcome.error.phase !== "serialise" ? handle(context, error) : failWith(context, error);
    }
    case "returned": {
      const { reading, caught } = readResult(context, outcome, runner);
      if (caught[0] && !turnsErrorsIntoItems(context)) return failWith(context, caught[0]);
      const complains = runner === "in-process" && reading.kind === "invalid";
      const ending = complains ? handle(context, invalidItems(reading)) : judgeItems(context, reading);
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

/** The code's own error, which the node may have as items. */
function handle(context: N8nRunContext, error: N8nError): N8nEnding {
  return turnsErrorsIntoItems(context) ? flowOnWithError(context, error) : failWith(context, error);
}

interface Result {
  readonly reading: ItemsReading;
  /** Errors of single items. */
  readonly caught: readonly N8nError[];
}

function readResult(
  { mode }: N8nRunContext,
  { resultText, caught: thrown = [] }: Extract<RunOutcome, { kind: "returned" }>,
  runner: N8nJudging["runner"],
): Result {
  const parsed = resultText === "undefined" ? undefined : parsePythonJson(resultText);
  const result = parsed?.kind === "value" ? parsed.value : undefined;
  if (mode === "runOnceForAllItems") {
    return { reading: readAllItems(result?.kind === "null" ? jsonArray([]) : result, "object"), caught: [] };
  }
  const caught: N8nError[] = [];
  const collected = (result?.kind === "array" ? result.items : []).map((item) => {
    const index = numberIn(item, "caught");
    // Of thousands, the sandbox keeps the first.
    const error = index === undefined ? undefined : (thrown[index] ?? thrown.at(-1));
    if (!error) return item;
    const pairedItem = memberOf(item, "pairedItem");
    const said = javaScriptError(error, runner === "in-process" ? numberIn(pairedItem, "item") : undefined);
    caught.push(said);
    return jsonObject({ json: jsonObject({ error: jsonString(said.message) }), pairedItem });
  });
  return { reading: readEachItem(collected, "object"), caught };
}
