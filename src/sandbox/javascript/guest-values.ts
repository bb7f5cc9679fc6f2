import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten";
import type { GuestFunction, GuestResult } from "./guest.ts";
import type { RunState } from "./run-state.ts";

/** What the guest threw, on its way to where it is described. */
export class Thrown extends Error {
  constructor(readonly handle: QuickJSHandle) {
    super("The guest threw.");
  }
}

export function unwrap(result: GuestResult): QuickJSHandle {
  if (result.kind === "thrown") throw new Thrown(result.thrown);
  return result.value;
}

export function callGuest(
  { guest }: RunState,
  name: GuestFunction,
  ...values: readonly QuickJSHandle[]
): QuickJSHandle {
  return unwrap(guest.call(name, ...values));
}

/** JavaScript's JSON has no NaN and no infinities; like JSON.stringify does, they become null. */
export function newJsonText(context: QuickJSContext, pythonJson: string): QuickJSHandle {
  return context.newString(withoutPythonNumbers(pythonJson));
}

function withoutPythonNumbers(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) => (token.startsWith('"') ? token : "null"));
}

/** The result's JSON, as `undefined` where it has none; nothing when it is longer than a result may be. */
export function resultTextOf({ engine: { context }, request }: RunState, written: QuickJSHandle): string | undefined {
  if (context.typeof(written) !== "string") return "undefined";
  const length = context.getNumber(context.getProp(written, "length"));
  return length > request.limits.resultBytes ? undefined : context.getString(written);
}

/** A `toJSON` of the code's own can have made anything of it. */
export function parsedText({ guest }: RunState, written: QuickJSHandle): unknown {
  const text = guest.text(written);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
