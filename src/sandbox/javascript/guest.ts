import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten";
import consoleFormat from "./console-format.guest.js";
import harness from "./harness.guest.js";

/** What the harness inside the context can ask of the worker. Strings and numbers in, strings and numbers out. */
export interface GuestServices {
  print(stream: string, text: string): void;
  /** Milliseconds. */
  now(): number;
  /** Why a module cannot be loaded, or "". */
  judge(moduleName: string): string;
  /** The source text of a module that comes along. */
  moduleText(moduleName: string): string | undefined;
  readonly maxPrintedCharacters: number;
}

/** The harness's functions, as they were before the node's code ran. */
export interface Guest {
  call(name: GuestFunction, ...values: readonly QuickJSHandle[]): GuestResult;
  text(handle: QuickJSHandle): string;
}

export type GuestFunction =
  | "parse"
  | "call"
  | "isPromise"
  | "watch"
  | "settled"
  | "settledValue"
  | "settledReason"
  | "untilNextTimer"
  | "runNextTimer"
  | "stringify"
  | "describe";

export type GuestResult =
  | { readonly kind: "value"; readonly value: QuickJSHandle }
  | { readonly kind: "thrown"; readonly thrown: QuickJSHandle };

export function openGuest(context: QuickJSContext, services: GuestServices): Guest {
  const format = evaluateOwn(context, consoleFormat);
  const prepare = evaluateOwn(context, harness);
  const functions = context.unwrapResult(
    context.callFunction(prepare, context.undefined, hostObject(context, services), format),
  );
  return {
    call: (name, ...values) =>
      resultOf(context.callFunction(context.getProp(functions, name), context.undefined, ...values)),
    text: (handle) => context.getString(handle),
  };
}

export function evaluate(context: QuickJSContext, code: string, fileName: string): GuestResult {
  return resultOf(context.evalCode(code, fileName, { type: "global" }));
}

/** Frames of this file name are not the user's. */
export const ownFileName = "<sandbox>";

function evaluateOwn(context: QuickJSContext, text: string): QuickJSHandle {
  return context.unwrapResult(context.evalCode(text, ownFileName, { type: "global" }));
}

function resultOf(result: ReturnType<QuickJSContext["evalCode"]>): GuestResult {
  return result.error ? { kind: "thrown", thrown: result.error } : { kind: "value", value: result.value };
}

function hostObject(context: QuickJSContext, services: GuestServices): QuickJSHandle {
  const host = context.newObject();
  const offer = (name: string, action: (...values: QuickJSHandle[]) => QuickJSHandle | undefined) =>
    context.setProp(
      host,
      name,
      context.newFunction(name, (...values) => action(...values) ?? context.undefined),
    );
  offer("print", (stream, text) => {
    if (stream && text) services.print(context.getString(stream), context.getString(text));
    return undefined;
  });
  offer("now", () => context.newNumber(services.now()));
  offer("judge", (name) => context.newString(name ? services.judge(context.getString(name)) : ""));
  offer("evaluate", (name) => {
    const moduleName = name ? context.getString(name) : "";
    const text = services.moduleText(moduleName);
    if (text === undefined) return undefined;
    return context.unwrapResult(
      context.evalCode(`(function (exports, module, require) {${text}\n})`, `${moduleName}.js`, { type: "global" }),
    );
  });
  context.setProp(host, "maxPrintedCharacters", context.newNumber(services.maxPrintedCharacters));
  return host;
}
