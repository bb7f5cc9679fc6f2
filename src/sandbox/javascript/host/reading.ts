import { Buffer } from "node:buffer";

/** Reads what the guest asks: anything else than expected is an error in words, and never used. */
export function list(question: unknown, length: number): readonly unknown[] {
  if (!Array.isArray(question) || question.length !== length) throw new TypeError("The question has another form.");
  return question;
}

export function text(value: unknown, maxCharacters = Number.POSITIVE_INFINITY): string {
  if (typeof value !== "string") throw new TypeError("The question has another form.");
  if (value.length > maxCharacters) throw beyond(maxCharacters, "characters here");
  return value;
}

/** A text with one character for each. */
export function bytes(value: unknown, maxBytes: number): Buffer {
  return Buffer.from(text(value, maxBytes), "latin1");
}

export function whole(value: unknown, min: number, max: number): number {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new RangeError(`A local run takes a whole number from ${min} to ${max} here.`);
}

export interface TextLimits {
  readonly texts: number;
  readonly charactersEach?: number;
  readonly charactersInAll: number;
}

export function texts(value: unknown, limits: TextLimits): string[] {
  if (!Array.isArray(value)) throw new TypeError("The question has another form.");
  if (value.length > limits.texts) throw beyond(limits.texts, "texts here");
  let characters = 0;
  return value.map((item) => {
    const read = text(item, limits.charactersEach);
    characters += read.length;
    if (characters > limits.charactersInAll) throw beyond(limits.charactersInAll, "characters in all texts here");
    return read;
  });
}

/** Whoever reads it shall not look for the mistake on the platform. */
export function beyond(most: number, what: string): RangeError {
  return new RangeError(
    `A local run takes at most ${most.toLocaleString("en")} ${what}. The limit is not the platform's.`,
  );
}
