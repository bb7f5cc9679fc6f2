/** Longer than any line that is written by hand; what was minified has no syntax errors. */
const longestBrokenLine = 500;

/**
 * The same code with a line break and blanks for the rest of a long line behind `start`, where the syntax error is: a
 * tolerant grammar looks for the ends of texts from every place anew.
 */
export function withShortLines(code: string, start: number): string {
  const lines = code
    .slice(start)
    .split(/(\r\n|[\r\n])/)
    .map((line) =>
      line.length > longestBrokenLine
        ? line.slice(0, longestBrokenLine) + lineBreakThenBlanks(line.length - longestBrokenLine)
        : line,
    );
  return code.slice(0, start) + lines.join("");
}

/** Open texts and regular expressions end there, not behind the blanks. */
function lineBreakThenBlanks(length: number): string {
  return "\n".padEnd(length);
}
