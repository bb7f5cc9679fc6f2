import { jsonObject, jsonString } from "../../json/make-json.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { failWith, flowOn } from "./flow-on.ts";
import { readAllItems, readEachItem } from "./normalise-items.ts";
import type { PythonTask, RunnerError, RunnerResult } from "./python-task.ts";
import { itemsOf, type N8nRunContext, pairTo, turnsErrorsIntoItems } from "./run-context.ts";

/** What n8n makes of what its Python runner handed it: items per output, or the error. Never throws. */
export function judgePython(context: N8nRunContext, flavour: PythonTask["flavour"], result: RunnerResult): N8nEnding {
  if (result.kind === "error") {
    const isCaught = flavour === "pyodide" && result.error.isRaised && turnsErrorsIntoItems(context);
    const error = errorOf(result.error);
    return isCaught
      ? { ...flowOn(context, errorItems(context, error)), error, tookOver: "error-items" }
      : failWith(context, error);
  }
  const { value, recoveredFrom } = result;
  // A list of items was asked for its first one's json.
  if (context.mode === "runOnceForAllItems" && value.kind === "null") {
    const explanation =
      "The code returned None, or nothing at all. Return a list of dictionaries; an empty one if there are no items.";
    return failWith(context, { ...n8nError("Cannot read properties of null (reading 'json')"), explanation });
  }
  const reading =
    context.mode === "runOnceForAllItems" || recoveredFrom
      ? readAllItems(value, "dictionary")
      : readEachItem(value.kind === "array" ? value.items : [], "dictionary");
  if (reading.kind === "invalid") {
    const { message, kind: _, ...details } = reading;
    return failWith(context, n8nError(message, details));
  }
  const ending = flowOn(context, reading.items);
  return recoveredFrom && !ending.error
    ? { ...ending, error: errorOf(recoveredFrom), tookOver: "error-items" }
    : ending;
}

function errorOf({ message, description, frames, line, explanation }: RunnerError): N8nError {
  return {
    ...n8nError(message, { description }),
    frames,
    ...(line === undefined ? {} : { line }),
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** n8n 1 caught errors itself: one item in all, or one for each item. */
function errorItems(context: N8nRunContext, { message }: N8nError) {
  const json = jsonObject({ error: jsonString(message) });
  if (context.mode === "runOnceForAllItems") return [jsonObject({ json })];
  return itemsOf(context).map((_item, index) => jsonObject({ json, pairedItem: pairTo(index) }));
}
