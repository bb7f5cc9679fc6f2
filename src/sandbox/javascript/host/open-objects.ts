import { hostLimits } from "./limits.ts";

/** What one run has under way in the host, by numbers; when there are too many, the oldest is forgotten. */
export interface OpenObjects<Value> {
  /** Gives its number. */
  add(value: Value): number;
  /** Throws a `RangeError` when it is not there, or not any more. */
  at(number: unknown): Value;
  close(number: unknown): void;
}

/** `plural`: what they are called in the message. */
export function openObjects<Value>(plural: string): OpenObjects<Value> {
  const open = new Map<number, Value>();
  let opened = 0;
  return {
    add(value) {
      opened += 1;
      open.set(opened, value);
      open.delete(opened - hostLimits.openDigests);
      return opened;
    },
    at(number) {
      const value = open.get(Number(number));
      if (value === undefined) {
        throw new RangeError(`A local run has at most ${hostLimits.openDigests} ${plural} under way at once.`);
      }
      return value;
    },
    close: (number) => void open.delete(Number(number)),
  };
}
