import fc from "fast-check";

/** Choices of a writer, as random as the test wants them: each call takes the next one, below `limit`. */
export type Choose = (limit: number) => number;

export type Style = "plain" | "single-quoted" | "double-quoted" | "literal" | "folded";

/** Choices from a list of numbers that repeats. */
export function chooseFrom(numbers: readonly number[]): Choose {
  let next = 0;
  return (limit) => (numbers[next++ % numbers.length] as number) % limit;
}

export function arbitraryChoices(): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });
}

/** Whether a style can hold this text at all. */
export function canHold(style: Style, code: string): boolean {
  if (style === "double-quoted") return true;
  // Anything else shows its characters as they are, and YAML 1.1 breaks lines at more than a line feed.
  if (
    /[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u.test(
      code.replace(/[\u{10000}-\u{10ffff}]/gu, ""),
    )
  )
    return false;
  // Blanks beside a line break are lost in quotes.
  if (style === "single-quoted") return !/[ \t]\n|\n[ \t]/.test(code);
  if (style === "plain") {
    return (
      /^[a-zA-Zäé🌍](?:[^\t]*[^\s:])?$/u.test(code) && !/[ \t]\n|\n[ \t]|: |:\n| #|\n[#\-?]|\n(?:\.\.\.|---)/.test(code)
    );
  }
  return true;
}

/** Writes `code` as a YAML value for a key that stands at column `indent`; ends without a line break, unless a block's. */
export function writeScalar(style: Style, code: string, indent: number, choose: Choose): string {
  switch (style) {
    case "plain":
      return writeLines(code, indent, choose);
    case "single-quoted":
      return `'${writeLines(code, indent, choose).replaceAll("'", "''")}'`;
    case "double-quoted":
      return writeDoubleQuoted(code, indent, choose);
    default:
      return writeBlock(style, code, indent, choose);
  }
}

/** A line feed becomes an empty line; a space between two words may become a folded line break. */
function writeLines(code: string, indent: number, choose: Choose): string {
  return code.replace(/\n+|(?<=[^\s]) (?=[^\s#\-?:.])/g, (blank) => {
    const margin = " ".repeat(indent + 1 + choose(4));
    if (blank !== " ") return `${choose(4) === 0 ? "  " : ""}\n${blank}${margin}`;
    return choose(5) === 0 ? `\n${margin}` : " ";
  });
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "/": "\\/",
  " ": "\\ ",
  "\x85": "\\N",
  "\xa0": "\\_",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function writeDoubleQuoted(code: string, indent: number, choose: Choose): string {
  const margin = () => " ".repeat(indent + 1 + choose(3));
  const parts: string[] = [];
  const characters = [...code];
  characters.forEach((character, index) => {
    const codePoint = character.codePointAt(0) as number;
    const isPlain = character !== '"' && character !== "\\" && codePoint > 0x20 && codePoint < 0x7f;
    const next = characters[index + 1] ?? "";
    if (character === " " && /[!-~]/.test(characters[index - 1] ?? "") && /[!-~]/.test(next) && choose(6) === 0) {
      parts.push(`\n${margin()}`); // A folded line break; nothing escaped may look like a blank beside it.
      return;
    }
    if (choose(12) === 0) parts.push(`\\\n${choose(3) === 0 ? margin() : margin()}`);
    const afterBreak = parts.at(-1)?.endsWith(" ") && parts.at(-1)?.includes("\n");
    if (character === " ")
      parts.push(afterBreak || choose(8) === 0 || index === 0 ? "\\ " : /[!-~]/.test(next) ? " " : "\\x20");
    else if (isPlain && choose(9) !== 0) parts.push(character);
    else parts.push(escapeSequence(character, codePoint, choose));
  });
  return `"${parts.join("")}"`;
}

function escapeSequence(character: string, codePoint: number, choose: Choose): string {
  const isPrintable = codePoint >= 0xa1 && ![0x2028, 0x2029, 0xfeff].includes(codePoint) && !/\p{Cs}/u.test(character);
  if (isPrintable && choose(2) === 0) return character;
  const short = shortEscapes[character];
  if (short && choose(3) !== 0) return short;
  const hex = codePoint.toString(16);
  if (hex.length <= 2 && choose(3) !== 0) return `\\x${hex.padStart(2, "0").toUpperCase()}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

function writeBlock(style: "literal" | "folded", code: string, indent: number, choose: Choose): string {
  const step = 1 + choose(5);
  const margin = " ".repeat(indent + step);
  const text = code.replace(/\n+$/, "");
  const trailing = code.length - text.length;
  const needsIndicator = /^[ \n]/.test(text) || text === "";
  const indicator = needsIndicator || choose(3) === 0 ? String(step) : "";
  const chomping = text === "" || trailing > 1 ? "+" : trailing === 1 ? (choose(3) === 0 ? "+" : "") : "-";
  const order = choose(2) === 0 ? indicator + chomping : chomping + indicator;
  const comment = choose(4) === 0 ? "  # a comment" : "";
  const lines = style === "literal" ? text.split("\n") : foldedLines(text, choose);
  const body = text === "" ? "" : lines.map((line) => (line === "" ? "" : margin + line)).join("\n");
  const ending = text === "" ? "\n".repeat(trailing) : "\n".repeat(Math.max(1, trailing));
  const extra = chomping === "+" ? "" : "\n".repeat(choose(3));
  return `${style === "literal" ? "|" : ">"}${order}${comment}\n${body}${ending}${extra}`;
}

/** A line break between two lines that begin at the margin is folded, so that it takes one more; words may be split. */
function foldedLines(text: string, choose: Choose): readonly string[] {
  const lines = text.split("\n");
  const out: string[] = [];
  let last: string | undefined;
  let blanks = 0;
  for (const line of lines) {
    if (line === "") {
      blanks += 1;
      continue;
    }
    const atMargin = (one: string | undefined) => one !== undefined && !/^[ \t]/.test(one);
    const extra = last !== undefined && atMargin(last) && atMargin(line) ? 1 : 0;
    out.push(...Array.from({ length: blanks + extra }, () => ""));
    blanks = 0;
    out.push(
      ...(atMargin(line)
        ? line.replace(/(?<=\S) (?=\S)/g, (space) => (choose(5) === 0 ? "\n" : space)).split("\n")
        : [line]),
    );
    last = line;
  }
  return out;
}
