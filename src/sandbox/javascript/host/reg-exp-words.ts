import { text } from "./reading.ts";

/** What V8 says of a regular expression that is none; nothing when it is one. */
export function regExpWords(question: unknown): string | undefined {
  const { source, flags } = Object(question) as Record<string, unknown>;
  try {
    new RegExp(text(source, mostCharacters), text(flags, mostCharacters));
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? error.message : undefined;
  }
}

const mostCharacters = 1000;
