import { spelledText } from "../core/text/visible-text.ts";

/**
 * What may be written to a terminal or a log: this program's words, line ends and colours. Whatever comes from elsewhere
 * is spelled out in it and stays in its line, so that it can neither act on the terminal nor pass for another line.
 */
export interface TerminalText {
  readonly text: string;
  /** Only the functions here make one. */
  readonly [isSpelled]: true;
}

declare const isSpelled: unique symbol;

const codes = { red: 31, green: 32, yellow: 33, blue: 34, grey: 90, bold: 1 } as const;

export type Colour = keyof typeof codes;

/** Colours for a terminal only, and never against the user's `NO_COLOR`. */
export function paint(colour: Colour, content: string | TerminalText): TerminalText {
  const { text } = typeof content === "string" ? line`${content}` : content;
  const wanted = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  return terminalText(wanted ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
}

/** A template: its own words as they are, and a string put into it as one line with nothing invisible. */
export function line(
  words: TemplateStringsArray,
  ...values: readonly (TerminalText | string | number)[]
): TerminalText {
  const shown = values.map((value) => (typeof value === "object" ? value.text : spelledText(String(value), "spelled")));
  return terminalText(words.map((word, index) => word + (shown[index] ?? "")).join(""));
}

/** A string that may have several lines, each by itself, to be put below or beside words that say whose they are. */
export function linesOf(text: string): readonly TerminalText[] {
  return text.split(/\r?\n/).map((row) => line`${row.replaceAll("\t", "    ")}`);
}

/** The same value: JSON spells in its strings what would not be seen. */
export function jsonText(json: string): TerminalText {
  return terminalText(spelledText(json, "kept"));
}

export function joined(texts: readonly TerminalText[], separator = "\n"): TerminalText {
  return terminalText(texts.map(({ text }) => text).join(separator));
}

/** On standard output. */
export function print(text: TerminalText): void {
  process.stdout.write(written(text));
}

/** On standard error, so that what is printed stays what was asked for. */
export function say(text: TerminalText): void {
  process.stderr.write(written(text));
}

/**
 * The bytes of it as text. Servers that build and test obey lines of the log that they keep: `::add-mask::…` at the
 * beginning of a line behind blanks (GitHub), `##[…]`, `##vso[…]`, `##teamcity[…]` anywhere in it (GitHub, Azure,
 * TeamCity). One character of each is spelled as in JSON, where the value stays the same.
 * @internal
 */
export function written({ text }: TerminalText): string {
  return `${text.replace(commandAtLineStart, "$1\\u003a").replace(commandAnywhere, "#\\u0023")}\n`;
}

// The control character is that of a colour.
const commandAtLineStart = /^((?:[^\S\n]|\p{Cc}\[\d+m)*):(?=:)/gmu;
const commandAnywhere = /##(?=[\w.-]*\[)/g;

function terminalText(text: string): TerminalText {
  return { text } as TerminalText;
}
