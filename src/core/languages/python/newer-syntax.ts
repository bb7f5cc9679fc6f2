// Syntax that not every release of Python since 3.10 reads. Each was compiled by CPython 3.10 to 3.13, 2026-11.
import type { NewerSyntax } from "../code-facts.ts";
import { fieldsOf, type KnownEnds, newKnownEnds, type StringOpening, stringOpening } from "./string-literals.ts";
import type { Token, TokenisedLine, Tokens } from "./tokens.ts";

/** In order of appearance; of code that Python 3.14 reads. */
export function newerSyntax(code: string, tokens: Tokens): readonly NewerSyntax[] {
  const found: NewerSyntax[] = [];
  const ends = newKnownEnds();
  for (const line of tokens.lines) {
    found.push(...inLine(code, line));
    for (const token of line.tokens) {
      const newer = token.kind === "string" ? inString(code, token, ends) : undefined;
      if (newer) found.push(newer);
    }
  }
  return found.sort((one, other) => one.range.start - other.range.start);
}

const invalid = "invalid syntax";

function inLine(code: string, { tokens }: TokenisedLine): readonly NewerSyntax[] {
  const text = (token: Token | undefined) => (token ? code.slice(token.start, token.end) : "");
  const [first, second, third] = tokens;
  const found: NewerSyntax[] = [];
  const add = (from: Token, to: Token, newer: Omit<NewerSyntax, "range">) =>
    found.push({ ...newer, range: { start: from.start, end: to.end } });
  if (first && second && text(first) === "except") {
    if (text(second) === "*") {
      add(first, second, {
        since: "3.11",
        what: '"except*"',
        instead: "Catch the exception group and look into its exceptions.",
        says: invalid,
      });
    } else if (text(second) !== "(" || tokens.some((token) => token.depth === 0 && text(token) === ",")) {
      const colon = tokens.findIndex((token) => token.depth === 0 && text(token) === ":");
      const types = tokens.slice(1, colon < 0 ? undefined : colon);
      if (types.some((token) => token.depth === 0 && text(token) === ",")) {
        const says = "multiple exception types must be parenthesized";
        add(second, types.at(-1) ?? second, {
          since: "3.14",
          what: '"except A, B:" without parentheses',
          instead: "Put the types in parentheses.",
          says,
        });
      }
    }
  }
  const isAsync = text(first) === "async";
  const [keyword, name, bracket] = isAsync ? [second, third, tokens[3]] : [first, second, third];
  if (keyword && name?.kind === "name" && bracket) {
    const what = text(keyword);
    if ((what === "def" || what === "class") && text(bracket) === "[") {
      const says = what === "def" ? "expected '('" : invalid;
      add(keyword, bracket, {
        since: "3.12",
        what: "a list of type parameters",
        instead: "Leave it out, or use typing.TypeVar.",
        says,
        ...(what === "def" && { saysBefore: { version: "3.11", says: invalid } }),
      });
    }
    if (what === "type" && (text(bracket) === "=" || text(bracket) === "[") && name.start > keyword.end) {
      add(keyword, name, {
        since: "3.12",
        what: "the statement type",
        instead: "Assign the type to a name.",
        says: invalid,
      });
    }
  }
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const sign = token.end - token.start === 1 ? code.charAt(token.start) : "";
    if (sign === "(" || sign === "[" || sign === "{") open.push(index);
    else if (sign === ")" || sign === "]" || sign === "}") open.pop();
    if (sign !== "*") continue;
    const before = tokens[index - 1];
    const opening = open.at(-1);
    const isIndex = opening !== undefined && text(tokens[opening]) === "[" && isValue(tokens[opening - 1], text);
    if (isIndex && (text(before) === "[" || (text(before) === "," && before?.depth === token.depth))) {
      add(token, token, {
        since: "3.11",
        what: "a star inside an index",
        instead: "Write tuple((…)) there.",
        says: invalid,
      });
    }
  }
  return found;
}

/** What an index can stand behind. */
function isValue(token: Token | undefined, text: (token: Token) => string): boolean {
  if (!token) return false;
  if (token.kind === "name") return !keywords.has(text(token));
  return token.kind === "string" || /^[)\]}]$/.test(text(token));
}

const keywords = new Set(
  "and as assert await del elif else for from if import in is lambda not or raise return while with yield case match".split(
    " ",
  ),
);

function inString(code: string, token: Token, ends: KnownEnds): NewerSyntax | undefined {
  const opening = stringOpening(code, token.start);
  if (!opening?.isFormat) return undefined;
  const range = { start: token.start, end: token.end };
  const prefix = code.slice(opening.start, opening.contentStart - opening.quote.length);
  if (/t/i.test(prefix)) {
    return { since: "3.14", what: "a t-string", instead: "Use an f-string.", says: invalid, range };
  }
  const says = refusalOfFields(code, opening, ends);
  const instead = "Take what stands in the braces into a variable first, or use other quotes inside.";
  return says === undefined ? undefined : { since: "3.12", what: "this f-string", instead, says, range };
}

/** Nobody writes longer ones. */
const longestField = 5_000;

/** What Python 3.11 says of replacement fields that 3.12 reads. */
function refusalOfFields(code: string, opening: StringOpening, ends: KnownEnds): string | undefined {
  for (const { start, end } of fieldsOf(code, opening, ends)) {
    if (end - start > longestField) return undefined;
    const field = code.slice(start + 1, end - 1);
    if (opening.quote.length === 1 && /[\r\n]/.test(field))
      return "unterminated string literal (detected at line {line})";
    const quote = field.indexOf(opening.quote);
    if (quote >= 0) {
      const open = openBracket(field.slice(0, quote));
      return open === undefined ? "f-string: expecting '}'" : `f-string: unmatched '${open}'`;
    }
    const expression = field.slice(0, specOf(field));
    if (expression.includes("\\")) return "f-string expression part cannot include a backslash";
    if (withoutStrings(expression).includes("#")) return "f-string expression part cannot include '#'";
  }
  return undefined;
}

/** Where the format begins, behind a colon outside of brackets and strings. */
function specOf(field: string): number | undefined {
  const plain = withoutStrings(field);
  let depth = 0;
  for (let at = 0; at < plain.length; at++) {
    const character = plain.charAt(at);
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === ":" && depth === 0 && plain.charAt(at + 1) !== "=") return at;
  }
  return undefined;
}

/** With blanks of the same length in the place of strings. */
function withoutStrings(text: string): string {
  return text.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/g, (found) =>
    " ".repeat(found.length),
  );
}

function openBracket(text: string): string | undefined {
  const open: string[] = [];
  for (const character of withoutStrings(text)) {
    if ("([{".includes(character)) open.push(character);
    else if (")]}".includes(character)) open.pop();
  }
  return open.at(-1);
}
