import { withHead } from "./harness/stack-heads.js";

const codes = {
  IndexSizeError: 1,
  NotFoundError: 8,
  NotSupportedError: 9,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidCharacterError: 5,
  TypeMismatchError: 17,
  QuotaExceededError: 22,
  TimeoutError: 23,
  AbortError: 20,
  DataCloneError: 25,
};

export class DOMException extends Error {
  #name;

  constructor(message = "", options = "Error") {
    super(message);
    const isBag = typeof options === "object" && options !== null;
    this.#name = String(isBag ? (options.name ?? "Error") : options);
    if (isBag && "cause" in options) this.cause = options.cause;
    withHead(this, `${this.#name}: ${message}`);
  }

  get name() {
    return this.#name;
  }

  get code() {
    return codes[this.#name] ?? 0;
  }

  get [Symbol.toStringTag]() {
    return "DOMException";
  }
}
