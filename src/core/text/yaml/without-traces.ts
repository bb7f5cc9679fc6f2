/**
 * What `act` gives. Errors made in it have no stack: the `yaml` library makes one for each mistake of a file, and the
 * trace of where in the library it was made takes ten times as long as all else.
 */
export function withoutTraces<Result>(act: () => Result): Result {
  const errors: { stackTraceLimit?: number | undefined } & ErrorConstructor = Error;
  const before = errors.stackTraceLimit;
  errors.stackTraceLimit = 0;
  try {
    return act();
  } finally {
    Object.assign(errors, { stackTraceLimit: before });
  }
}
