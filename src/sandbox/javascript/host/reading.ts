const maxTexts = 10_000;

/** Reads what the guest asks: anything else than expected is an error in words, and never used. */
export function list(question: unknown, length: number): readonly unknown[] {
  if (!Array.isArray(question) || question.length !== length) throw new TypeError("The question has another form.");
  return question;
}

export function text(value: unknown, maxCharacters = Number.POSITIVE_INFINITY): string {
  if (typeof value !== "string") throw new TypeError("The question has another form.");
  if (value.length > maxCharacters) {
    throw new RangeError(`The sandbox takes at most ${maxCharacters.toLocaleString("en")} characters here.`);
  }
  return value;
}

export function whole(value: unknown, min: number, max: number): number {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new RangeError(`The sandbox takes a whole number from ${min} to ${max} here.`);
}

export function texts(value: unknown, maxCharacters?: number): string[] {
  if (!Array.isArray(value)) throw new TypeError("The question has another form.");
  if (value.length > maxTexts) throw new RangeError(`The sandbox takes at most ${maxTexts} texts here.`);
  return value.map((item) => text(item, maxCharacters));
}
