import { type N8nRunContext, turnsErrorsIntoItems } from "../platform/run-context.ts";
import type { PythonTask, RunnerError, RunnerResult } from "../python-runner/task.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { failWith, flowOn, flowOnWithError } from "./flow-on.ts";
import { readAllItems, readEachItem } from "./normalise-items.ts";

/** What n8n makes of what its Python runner handed it: items per output, or the error. Never throws. */
export function judgePython(context: N8nRunContext, flavour: PythonTask["flavour"], result: RunnerResult): N8nEnding {
  if (result.kind === "error") {
    // n8n 1 caught errors itself; later ones are caught by the runner.
    const isCaught = flavour === "pyodide" && result.error.isRaised && turnsErrorsIntoItems(context);
    const error = errorOf(result.error);
    return isCaught ? flowOnWithError(context, error) : failWith(context, error);
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
