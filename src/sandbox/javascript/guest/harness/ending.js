// How a program ends in the middle of its code, which nothing catches.
import { ask } from "./host.js";

/** The host stops the engine in this loop. */
export function untilTheEnd() {
  for (;;);
}

/** The platform ends the program for a call of that name. */
export function endForbidden(call) {
  ask("forbidden", call);
  untilTheEnd();
}

export function exit(status) {
  ask("exit", status);
  untilTheEnd();
}
