import { indexLines, positionAt } from "../line-index.ts";
import { givenUp } from "./given-up.ts";
import type { YamlError } from "./tree.ts";

/** Says in the user's words, with the line, why a text is no YAML and what to do. */
export function describeYamlError(text: string, error: YamlError): string {
  if (error.code === givenUp["too-many"].code) {
    return `This file cannot be read: ${error.message.replace(/^T/, "t")} in it, counting each word, mark and line end. Move large data out of the workflow.`;
  }
  const line = positionAt(indexLines(text), error.range.start).line + 1;
  return `Line ${line} is not valid YAML: ${explain(text, error)}`;
}

function explain(text: string, { code, message, range }: YamlError): string {
  switch (code) {
    case "TOO_DEEP":
      return `${message.replace(/^M/, "m")}, and no reader follows them. Write them less deep.`;
    case "ODD_LINE_BREAK":
      return `it holds ${nameOfBreak(text.charCodeAt(range.start))}, at which YAML breaks the line, and what follows is not indented. Remove it, or put the text in double quotes and write it as an escape there.`;
    case "TAB_AS_INDENT":
      return "it is indented with a tab. Use spaces.";
    case "BAD_INDENT":
      return /^Flow/.test(message)
        ? "a list or mapping in brackets is not closed above. Add the missing ] or }, or indent the lines that belong to it."
        : "its indentation does not fit the lines above. Indent it like its neighbours.";
    case "MISSING_CHAR":
      return /quote/.test(message)
        ? "the text in quotes that begins here is not closed. Add the closing quote, or indent all lines that belong to it."
        : 'something is missing here. Write "name: value", and check the end of the line above.';
    case "BLOCK_AS_IMPLICIT_KEY":
      return 'an unquoted value may not contain ": ". Put the value in quotes, or check the indentation of the next line.';
    case "MULTILINE_IMPLICIT_KEY":
      return 'a name must be followed by a colon on its own line. Add ":", or indent the line if it belongs to the value above.';
    case "BAD_SCALAR_START":
      return `an unquoted value may not begin with ${JSON.stringify(text.charAt(range.start))}. Put it in quotes.`;
    case "BAD_DQ_ESCAPE":
      return `${text.slice(range.start, range.start + 2)} is no escape that YAML knows. Double the backslash.`;
    case "UNEXPECTED_TOKEN":
      return "this is not expected here. Put the value in quotes, or check the indentation and the line above.";
    case "MULTIPLE_DOCS":
      return 'a second document begins here, and only one can be read. Remove the "---" and what follows.';
    default:
      return `${message}.`;
  }
}

function nameOfBreak(code: number): string {
  if (code === 0x0d) return "a carriage return without a line feed";
  const names = new Map([
    [0x2028, "a line separator"],
    [0x2029, "a paragraph separator"],
  ]);
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  return `${names.get(code) ?? "a line break of another kind"} (U+${hex})`;
}
