/** Thrown by the scanners and caught by the parser; a class so that a fault of our own is not mistaken for one. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
