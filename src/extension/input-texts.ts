import type { JsonValue } from "../core/json/json-value.ts";
import { parsePythonJson } from "../core/json/parse-python-json.ts";
import { writeJson } from "../core/json/write-json.ts";
import type { Inputs } from "../core/run/read-inputs.ts";
import type { InputTexts } from "../panel/messages.ts";
import { NodeProblem } from "./open-node.ts";

/** Laid out for someone who reads and edits them. */
export function textsOf(inputs: Inputs): InputTexts {
  return [...inputs].map(([name, value]) => [name, writeJson(value, { indent: 2 })] as const);
}

/** Throws `NodeProblem` for what is no JSON. */
export function parsedInputs(inputs: InputTexts): ReadonlyMap<string, JsonValue> {
  return new Map(
    inputs.map(([name, text]) => {
      const parsed = parsePythonJson(text);
      if (parsed.kind === "error") throw new NodeProblem(`The input "${name}" is no valid JSON: ${parsed.message}`);
      return [name, parsed.value] as const;
    }),
  );
}
