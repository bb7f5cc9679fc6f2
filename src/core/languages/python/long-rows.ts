import type { OffsetRange } from "../../text/offset-range.ts";
import type { Token, Tokens } from "./tokens.ts";

/** The middle of a row of operators (`a + b + …`), attributes, subscripts or calls (`a.b().c…`). */
export interface LongRow {
  readonly range: OffsetRange;
  /** What stands there may do something to variables, or gives one of several values. */
  readonly hidesEffects: boolean;
}

const longestRow = 150;

/** Rows that are longer than any that is written by hand: the tolerant grammar cannot read several hundred of them. */
export function longRows(code: string, { all }: Tokens): readonly LongRow[] {
  const rows: LongRow[] = [];
  const open: Row[] = [emptyRow()];
  const end = (row: Row | undefined) => {
    for (const signs of row ? [row.operators, row.trailers] : []) {
      const [first, last] = [signs[0], signs.at(-1)];
      if (!first || !last || signs.length <= longestRow || rows.some(({ range }) => range.end > first.start)) continue;
      const range = { start: first.start, end: last.start };
      rows.push({
        range,
        hidesEffects: signs.some(hasEffect(code)) || /[(=]/.test(code.slice(range.start, range.end)),
      });
    }
  };
  let previous: Token | undefined;
  for (const token of all) {
    const text = code.slice(token.start, token.end);
    const isBehindOperand = previous !== undefined && isOperandEnd(code, previous);
    if (token.kind === "operator" && "([{".includes(text)) {
      if (isBehindOperand && text !== "{") open.at(-1)?.trailers.push(token);
      open.push(emptyRow());
    } else if (token.kind === "operator" && ")]}".includes(text)) {
      end(open.pop());
      if (open.length === 0) open.push(emptyRow());
    } else if (isBehindOperand && text === ".") {
      open.at(-1)?.trailers.push(token);
    } else if (isBehindOperand && binaryOperators.has(text)) {
      const row = open.at(-1) as Row;
      row.operators.push(token);
      // The attributes of an operand are a row of their own.
      if (row.trailers.length <= longestRow) row.trailers = [];
      else end({ operators: [], trailers: row.trailers.splice(0) });
    } else if (endsRow(token, text)) {
      end(open.pop());
      open.push(emptyRow());
    }
    previous = token;
  }
  for (const row of open) end(row);
  return rows.sort((one, other) => one.range.start - other.range.start);
}

/** The same code with blanks for the rows. */
export function withoutRows(code: string, rows: readonly LongRow[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const { range } of rows) {
    const left = code.slice(range.start, range.end);
    pieces.push(code.slice(end, range.start), left.replace(/[^\r\n]/g, " "));
    end = range.end;
  }
  return pieces.join("") + code.slice(end);
}

interface Row {
  operators: Token[];
  trailers: Token[];
}

function emptyRow(): Row {
  return { operators: [], trailers: [] };
}

const binaryOperators = new Set("+ - * / // % @ & | ^ << >> ** < > == != <= >= and or".split(" "));

/** Such a row gives one of its values, or a truth. */
function hasEffect(code: string): (token: Token) => boolean {
  return ({ start, end }) => /^(?:and|or|[<>]=?|[!=]=)$/.test(code.slice(start, end));
}

const keywords = new Set(
  "and or not in is if else elif for while lambda return yield await assert del raise from import with as global".split(
    " ",
  ),
);

function isOperandEnd(code: string, { kind, start, end }: Token): boolean {
  const text = code.slice(start, end);
  if (kind === "name") return !keywords.has(text);
  return kind === "string" || kind === "number" || /^[)\]}]$/.test(text) || text === "...";
}

function endsRow({ kind }: Token, text: string): boolean {
  if (kind === "newline") return true;
  if (kind === "name") return keywords.has(text) && text !== "and" && text !== "or" && text !== "not";
  return kind === "operator" && !/^(?:\.|[-+~*]|\*\*)$/.test(text);
}
