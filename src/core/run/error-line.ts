/**
 * The line of an error's text that says what happened: of a traceback the one that names the exception, without how
 * the program ended.
 */
export function messageInOneLine(message: string): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  const withoutEnd = lines.filter((line) => !/^error: (?:exit status \d+|signal: \w+)$/.test(line));
  const candidates = withoutEnd.length > 0 ? withoutEnd : lines;
  const thrown = candidates.findLast((line) => /^(?:Uncaught )?[A-Za-z_][\w.]*(?::|$)/.test(line));
  return thrown ?? candidates.at(-1) ?? "";
}
