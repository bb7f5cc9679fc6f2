import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten";
import { answerText, type HostFunction, maxQuestionCharacters } from "./host/host-functions.ts";
import { beyond } from "./host/reading.ts";

/** What is loaded into the context when its memory is not prepared. */
export interface GuestSources {
  readonly guest: string;
  /** The texts of CommonJS modules, by name. */
  readonly libraries: ReadonlyMap<string, string>;
}

export interface GuestSettings {
  /** The names of the globals beyond the language that the code has. */
  readonly globals: readonly string[];
  /** Names of the language's own that the code does not have. */
  readonly absentNames: readonly string[];
  readonly maxPrintedCharacters: number;
  /** "module:name" each: the program ends there. */
  readonly forbiddenCalls: readonly string[];
  readonly nodeVersion: string;
}

/** The guest's own functions, as they were before the node's code ran. */
export interface Guest {
  call(name: GuestFunction, ...values: readonly QuickJSHandle[]): GuestResult;
  /** Empty when it is no text, or longer than the host reads at once. */
  text(handle: QuickJSHandle): string;
}

export type GuestFunction =
  | "parseArguments"
  | "call"
  | "connect"
  | "isPromise"
  | "watch"
  | "settled"
  | "settledValue"
  | "settledReason"
  | "untilNextTimer"
  | "runNextTimer"
  | "stringifyResult"
  | "openEnvironment"
  | "runBody"
  | "caughtErrors"
  | "stringifyOutcome"
  | "describe"
  | "hasUnhandled"
  | "lend"
  | "trackMatches"
  | "trackRejections"
  | "unhandledReason";

export type GuestResult =
  | { readonly kind: "value"; readonly value: QuickJSHandle }
  | { readonly kind: "thrown"; readonly thrown: QuickJSHandle };

/** Loads what every run starts with; it asks nothing of the host. */
export function loadGuest(context: QuickJSContext, { guest, libraries }: GuestSources): void {
  context.unwrapResult(context.evalCode(guest, ownFileName, { type: "global" }));
  const own = context.getProp(context.global, ownName);
  const provideLibrary = context.getProp(own, "provideLibrary");
  for (const [name, text] of libraries) {
    const wrapped = `(function (exports, module, require) {${text}\n})`;
    const load = context.unwrapResult(context.evalCode(wrapped, `${name}.js`, { type: "global" }));
    context.unwrapResult(context.callFunction(provideLibrary, context.undefined, context.newString(name), load));
    load.dispose();
  }
  provideLibrary.dispose();
  const realm = context.runtime.newContext({ intrinsics: plainRealm });
  const provideRealm = context.getProp(own, "provideRealm");
  context.unwrapResult(context.callFunction(provideRealm, context.undefined, realm.global));
  provideRealm.dispose();
  own.dispose();
}

/** The realm of data that a platform makes outside the code's own: no `Function` or `eval` of it turns text into code. */
const plainRealm = { BaseObjects: true, JSON: true };

/** Takes the guest's functions out of a context in which it is loaded, and lets it ask the host. */
export function openGuest(
  context: QuickJSContext,
  functions: ReadonlyMap<string, HostFunction>,
  settings: GuestSettings,
): Guest {
  const own = context.getProp(context.global, ownName);
  context.unwrapResult(context.evalCode(`delete globalThis["${ownName}"]`, ownFileName, { type: "global" }));
  const guest: Guest = {
    call: (name, ...values) => resultOf(context.callFunction(context.getProp(own, name), context.undefined, ...values)),
    text: (handle) => shortText(context, handle, maxReportCharacters) ?? "",
  };
  const connected = guest.call(
    "connect",
    hostFunction(context, functions),
    context.newString(JSON.stringify(settings)),
  );
  if (connected.kind === "thrown")
    throw new Error(`The guest did not connect: ${context.dump(connected.thrown).message}`);
  return guest;
}

export function evaluate(context: QuickJSContext, code: string, fileName: string): GuestResult {
  return resultOf(context.evalCode(code, fileName, { type: "global" }));
}

/** Frames of this file name are not the user's. */
export const ownFileName = "<sandbox>";

/** The global under which the guest waits to be opened. */
const ownName = "<sandbox>";

function resultOf(result: ReturnType<QuickJSContext["evalCode"]>): GuestResult {
  return result.error ? { kind: "thrown", thrown: result.error } : { kind: "value", value: result.value };
}

/** What the harness says of a run; it cuts every part of that itself. */
const maxReportCharacters = 16 * 1024 * 1024;

/** The one function of the host inside the context: two texts in, one text out, and never an error of the host's. */
function hostFunction(context: QuickJSContext, functions: ReadonlyMap<string, HostFunction>): QuickJSHandle {
  return context.newFunction("host", (operation, question) => {
    const name = shortText(context, operation, 100);
    const mostCharacters = maxQuestionCharacters(name ?? "");
    const text = shortText(context, question, mostCharacters);
    if (name === undefined || text === undefined) {
      const { message } = beyond(mostCharacters, "characters for one call of this function");
      return { error: context.newError({ name: "RangeError", message }) };
    }
    return context.newString(answerText(functions.get(name), text));
  });
}

/** Looks at the length first: a text is copied out of the context whole. */
function shortText(
  context: QuickJSContext,
  handle: QuickJSHandle | undefined,
  maxCharacters: number,
): string | undefined {
  if (handle === undefined || context.typeof(handle) !== "string") return undefined;
  const length = context.getProp(handle, "length");
  const isShort = context.getNumber(length) <= maxCharacters;
  length.dispose();
  return isShort ? context.getString(handle) : undefined;
}
