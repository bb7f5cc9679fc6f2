/** The code of a file system's error, such as "ENOENT"; empty for any other error. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
