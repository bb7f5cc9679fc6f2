// JSON is nested as deep as anybody likes, and a parser that recurses is not to follow it all the way down.

/** Nothing that people write by hand nests like this; pinned data may. */
export const deepestNesting = 200;

/** Whether brackets stand deeper inside each other than the parser can follow; those inside strings do not count. */
export function nestsTooDeep(text: string): boolean {
  return firstDeepValue(text, 0, []) !== undefined;
}

/**
 * The text with a number and blanks in place of every list and object that lies too deep: what stands above them can be
 * read, and every offset stays where it is.
 */
export function withoutDepths(text: string): string {
  const open: number[] = [];
  let shallow = "";
  let from = 0;
  for (let deep = firstDeepValue(text, from, open); deep; deep = firstDeepValue(text, from, open)) {
    shallow += `${text.slice(from, deep.start)}0${" ".repeat(deep.end - deep.start - 1)}`;
    from = deep.end;
  }
  return from === 0 ? text : shallow + text.slice(from);
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Where the next such value begins and ends, the end of the text if it is never closed. `open` holds the brackets that
 * are open at `from`, and then at the end. A bracket of the other kind closes nothing, as for the parser.
 */
function firstDeepValue(
  text: string,
  from: number,
  open: number[],
): { readonly start: number; readonly end: number } | undefined {
  let start: number | undefined;
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at);
    else if (character === 0x5b || character === 0x7b) {
      if (open.length === deepestNesting) start = at;
      open.push(character + 2); // The bracket that closes it.
    } else if (character === open.at(-1)) {
      open.pop();
      if (start !== undefined && open.length === deepestNesting) return { start, end: at + 1 };
    }
  }
  return start === undefined ? undefined : { start, end: text.length };
}

/** The offset of its last character; a string ends with its line at the latest. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === backslash) at++;
    else if (character === quote || character === 0x0a || character === 0x0d) return at;
  }
  return text.length;
}
