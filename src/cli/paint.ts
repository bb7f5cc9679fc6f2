const codes = { red: 31, green: 32, yellow: 33, blue: 34, grey: 90, bold: 1 } as const;

export type Colour = keyof typeof codes;

/** Colours for a terminal only, and never against the user's `NO_COLOR`. */
export function paint(colour: Colour, text: string): string {
  const wanted = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  return wanted ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}
