import type { StopReason } from "../../../src/core/run/outcome.ts";
import type { Language } from "../../../src/core/workflow/code-node.ts";

/** Code without end, without bounds or without regard for its interpreter, and how it may end: a limit or an error's type. */
export interface Bomb {
  readonly language: Language;
  readonly name: string;
  readonly code: string;
  readonly ends: readonly End[];
}

export type End = StopReason | "returned" | `threw ${string}`;

export const python = (ends: string, bombs: Readonly<Record<string, string>>) => bombsOf("python", ends, bombs);
export const javascript = (ends: string, bombs: Readonly<Record<string, string>>) => bombsOf("javascript", ends, bombs);

function bombsOf(language: Language, ends: string, bombs: Readonly<Record<string, string>>): readonly Bomb[] {
  return Object.entries(bombs).map(([name, code]) => ({ language, name, code, ends: ends.split(" | ") as End[] }));
}

export const inPython = (body: string, before = "") => `${before}\ndef main():\n${body.replace(/^/gm, "    ")}`;
export const inJavaScript = (body: string) => `function main() { ${body} }`;
