import type { JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonEntries, jsonNumber, jsonObject, jsonString } from "../../../json/make-json.ts";
import { memberOf, withMember } from "../../../json/members.ts";
import { itemsOf, type N8nRunContext, pairTo, passesInputOn } from "../platform/run-context.ts";
import { type N8nEnding, type N8nError, n8nError } from "./ending.ts";
import { isTruthy } from "./normalise-items.ts";

type Items = readonly JsonValue[];

/** What the engine makes of a node's items: the error output, pairing, always an output, errors in items. */
export function flowOn(context: N8nRunContext, items: Items): N8nEnding {
  const input = itemsOf(context);
  const isRetried = saysError(memberOf(memberOf(items[0], "json"), "error"));
  if (items.some((item) => memberOf(item, "error")?.kind === "null")) {
    const error = n8nError("Cannot read properties of null (reading 'message')");
    const explanation =
      'An item has an "error" that is null, which ends the whole workflow. Leave the key out, or put it inside json.';
    return { status: "failed", outputs: [], error: { ...error, explanation }, isRetried };
  }
  const said = items.map(withErrorAsJson);
  const routed = context.onError === "continueErrorOutput" ? byOutput(context, said) : [said];
  const paired = pair(routed, input.length);
  const outputs =
    paired[0]?.length === 0 && context.alwaysOutputsData ? [[standIn(input)], ...paired.slice(1)] : paired;
  return { status: "succeeded", outputs, isRetried };
}

/** A node that failed: nothing flows on, or its input does, on the first output. */
export function failWith(context: N8nRunContext, error: N8nError): N8nEnding {
  if (!passesInputOn(context)) return { status: "failed", outputs: [], error, isRetried: true };
  return { status: "failed", outputs: [itemsOf(context)], error, tookOver: "input", isRetried: true };
}

/** The code's error as items: one in all, or one for each item, none of which could be run. */
export function flowOnWithError(context: N8nRunContext, error: N8nError): N8nEnding {
  const json = jsonObject({ error: jsonString(error.message) });
  const items =
    context.mode === "runOnceForEachItem"
      ? itemsOf(context).map((_item, index) => jsonObject({ json, pairedItem: pairTo(index) }))
      : [jsonObject({ json })];
  return { ...flowOn(context, items), error, tookOver: "error-items" };
}

/** n8n looks at the first item's `json.error` after a run that succeeded. */
function saysError(error: JsonValue | undefined): boolean {
  return error !== undefined && error.kind !== "null" && !(error.kind === "boolean" && !error.value);
}

function byOutput(context: N8nRunContext, items: Items): readonly Items[] {
  const succeeded: JsonValue[] = [];
  const failed: JsonValue[] = [];
  for (const item of items) {
    if (isTruthy(memberOf(item, "error")) || holdsOnlyError(memberOf(item, "json")))
      failed.push(withInput(context, item));
    else succeeded.push(item);
  }
  return [succeeded, failed];
}

function holdsOnlyError(json: JsonValue | undefined): boolean {
  if (json?.kind !== "object" || !isTruthy(memberOf(json, "error"))) return false;
  return json.entries.length === 1 || (json.entries.length === 2 && isTruthy(memberOf(json, "message")));
}

/** The json of the item that it came from, under its own. */
function withInput(context: N8nRunContext, item: JsonValue): JsonValue {
  const json = memberOf(item, "json");
  const origin = memberOf(itemsOf(context)[pairedIndex(item) ?? -1], "json");
  if (json?.kind !== "object" || origin?.kind !== "object") return item;
  return withMember(item, "json", jsonEntries(new Map([...origin.entries, ...json.entries])));
}

/** Of the first pair; a bare number does not count as one here. */
function pairedIndex(item: JsonValue): number | undefined {
  const paired = memberOf(item, "pairedItem");
  const index = memberOf(paired?.kind === "array" ? paired.items[0] : paired, "item");
  return index?.kind === "int" ? Number(index.digits) : undefined;
}

/** The first item that cannot be paired ends the filling. */
function pair(outputs: readonly Items[], inputCount: number): readonly Items[] {
  const [only] = outputs;
  const isAlone = outputs.length === 1;
  const indexOf = (index: number) => {
    if (inputCount === 1) return 0;
    if (isAlone && only?.length === inputCount) return index;
    return isAlone && only?.length === 1 && inputCount > 1 ? 0 : undefined;
  };
  let isOver = false;
  return outputs.map((output) =>
    output.map((item, at) => {
      if (isOver || memberOf(item, "pairedItem") !== undefined) return item;
      const index = indexOf(at);
      isOver = index === undefined;
      return index === undefined ? item : withMember(item, "pairedItem", pairTo(index));
    }),
  );
}

function standIn(input: Items): JsonValue {
  const pairs = input.map((_item, index) => jsonObject({ item: jsonNumber(index), input: jsonNumber(0) }));
  return jsonObject({ json: jsonObject({}), pairedItem: jsonArray(pairs) });
}

/** An item that carries an error loses its json to the error's message. */
function withErrorAsJson(item: JsonValue): JsonValue {
  const error = memberOf(item, "error");
  if (error === undefined) return item;
  return withMember(item, "json", jsonObject({ error: memberOf(error, "message") }));
}
