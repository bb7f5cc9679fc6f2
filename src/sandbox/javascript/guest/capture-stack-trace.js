// Classes of errors call this in their constructors, because V8 has it.
import { defineHidden, SafeError } from "./harness/bound.js";

export function installCaptureStackTrace() {
  defineHidden(SafeError, "captureStackTrace", function captureStackTrace(object) {
    if (typeof object !== "object" || object === null) throw new TypeError(`Invalid argument`);
    if (!Object.hasOwn(object, "stack")) defineHidden(object, "stack", new SafeError().stack);
  });
  SafeError.stackTraceLimit = 10;
}
