import { cipherFunctions } from "./ciphers.ts";
import { compressionFunctions } from "./compression.ts";
import { derivationFunctions } from "./derivations.ts";
import { digestFunctions } from "./digests.ts";
import { intlFunctions } from "./intl.ts";
import { urlFunctions } from "./urls.ts";

/** What the guest can ask of the worker beyond the run itself: plain data in, plain data out, nothing kept after the run. */
export type HostFunction = (question: unknown) => unknown;

/** Longer questions are refused before they are read: whatever a question says, reading it must not take long. */
export function maxQuestionCharacters(operation: string): number {
  return questionCharacters.get(operation) ?? usualQuestionCharacters;
}

const usualQuestionCharacters = 128 * 1024;
/** As JSON a text can be twice as long, and six times where it is bytes or control characters. */
const questionCharacters: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hash: 2560 * 1024,
    "hash.open": 1536 * 1024 + 1024,
    "hash.feed": 1024 * 1024,
    "cipher.update": 1024 * 1024,
    "cipher.set": 1024 * 1024,
    "pbkdf2.rounds": 1536 * 1024 + 1024,
    scrypt: 3 * 1024 * 1024 + 1024,
    zlib: 3 * 1024 * 1024 + 1024,
    "url.parse": 2 * 1024 * 1024,
    "url.change": 2 * 1024 * 1024,
    "url.readQuery": 2 * 1024 * 1024,
    "intl.use": 1024 * 1024,
    "intl.case": 2 * 1024 * 1024,
    // The guest itself cuts what is longer than all that a run may print.
    print: 8 * 1024 * 1024,
  }),
);

/** Thrown by host functions; the guest gets an error of its own with these words. */
export interface HostAnswer {
  readonly value?: unknown;
  readonly error?: { readonly type: string; readonly message: string; readonly code?: string };
}

/** A set for one run. */
export function hostFunctions(): ReadonlyMap<string, HostFunction> {
  return new Map<string, HostFunction>([
    ...Object.entries(digestFunctions()),
    ...Object.entries(cipherFunctions()),
    ...Object.entries(derivationFunctions),
    ...Object.entries(compressionFunctions),
    ...Object.entries(urlFunctions),
    ...Object.entries(intlFunctions()),
  ]);
}

/** The answer as JSON. Never throws: of an error only its words cross. */
export function answerText(action: HostFunction | undefined, questionText: string): string {
  try {
    if (!action) throw new TypeError("The host does not know this question.");
    return JSON.stringify({ value: action(JSON.parse(questionText)) ?? null });
  } catch (error) {
    return JSON.stringify({ error: describeError(error) });
  }
}

function describeError(error: unknown): HostAnswer["error"] {
  const { name, message, code } = Object(error) as { name?: unknown; message?: unknown; code?: unknown };
  return {
    type: String(name),
    message: String(message),
    ...(typeof code === "string" && { code }),
  };
}
