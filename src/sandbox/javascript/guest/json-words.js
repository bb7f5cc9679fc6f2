// `JSON.parse` with V8's words for what is no JSON.
import { apply, text as asText, defineHidden, parse as parseAsEngine } from "./harness/bound.js";

const { SyntaxError: SafeSyntaxError } = globalThis;
let showsPlaces = false;

export function installJsonWords() {
  defineHidden(JSON, "parse", parse);
}

/** As Node does from release 22 on: the line and the column after the position. */
export function showJsonPlaces() {
  showsPlaces = true;
}

function parse(text, reviver) {
  try {
    return apply(parseAsEngine, undefined, [text, reviver]);
  } catch (error) {
    if (!(error instanceof SafeSyntaxError)) throw error;
    throw new SafeSyntaxError(complaint(asText(text)) ?? error.message);
  }
}

/** Undefined for a text that is JSON. */
function complaint(text) {
  const stop = findStop(text);
  if (stop === undefined) return undefined;
  const { at } = stop;
  const expected = stop.expected || (at < text.length ? kindOfToken(text[at]) : "");
  if (expected !== "") return `${expected} at position ${at}${showsPlaces ? placeIn(text, at) : ""}`;
  if (at >= text.length) return "Unexpected end of JSON input";
  if (notMeant.includes(text)) return `"${text}" is not valid JSON`;
  return `Unexpected token '${text[at]}', ${excerpt(text, at)} is not valid JSON`;
}

/** What becomes of values that nobody meant to parse. */
const notMeant = ["NaN", "Infinity", "undefined", "[object Object]"];

/** Numbers and texts are not shown themselves where nothing of the kind may stand. */
function kindOfToken(letter) {
  if (letter === '"') return "Unexpected string in JSON";
  return letter === "-" || isDigit(letter) ? "Unexpected number in JSON" : "";
}

function placeIn(text, at) {
  const before = text.slice(0, at).split("\n");
  return ` (line ${before.length} column ${before[before.length - 1].length + 1})`;
}

const shownToEachSide = 10;

function excerpt(text, at) {
  const isShort = text.length <= 2 * shownToEachSide;
  const start = isShort ? 0 : Math.max(0, at - shownToEachSide);
  const end = isShort ? text.length : Math.min(text.length, at + shownToEachSide);
  const isCut = !isShort && at >= shownToEachSide;
  return `${isCut ? "..." : ""}"${text.slice(start, end)}"${end < text.length ? "... " : " "}`.trimEnd();
}

/** Where reading stops, and what V8 misses there; "" where it names the token itself. */
function findStop(text) {
  let at = 0;
  const open = [];
  skipBlanks();
  let stop = readValue();
  while (stop === undefined) {
    skipBlanks();
    const end = open.at(-1);
    if (end === undefined) {
      return at < text.length ? { at, expected: "Unexpected non-whitespace character after JSON" } : undefined;
    }
    if (text[at] === end) {
      at += 1;
      open.pop();
    } else if (text[at] === ",") {
      at += 1;
      skipBlanks();
      stop = end === "}" ? readKey("Expected double-quoted property name in JSON", "") : readValue();
    } else {
      const expected =
        end === "}"
          ? "Expected ',' or '}' after property value in JSON"
          : "Expected ',' or ']' after array element in JSON";
      return { at, expected };
    }
  }
  return stop;

  function skipBlanks() {
    while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  }

  function readValue() {
    const first = text[at];
    if (first === '"') return readString();
    if (first === "{" || first === "[") {
      at += 1;
      skipBlanks();
      open.push(first === "{" ? "}" : "]");
      if (text[at] === open.at(-1)) {
        at += 1;
        open.pop();
        return undefined;
      }
      return first === "{"
        ? readKey("Expected property name or '}' in JSON", "Expected ':' after property name in JSON")
        : readValue();
    }
    if (first === "-" || isDigit(first)) return readNumber();
    for (const word of ["true", "false", "null"]) if (first === word[0]) return readWord(word);
    return { at, expected: "" };
  }

  function readKey(expected, expectedColon) {
    if (text[at] !== '"') return { at, expected };
    const stop = readString();
    if (stop) return stop;
    skipBlanks();
    if (text[at] !== ":") return { at, expected: expectedColon };
    at += 1;
    skipBlanks();
    return readValue();
  }

  function readString() {
    for (at += 1; at < text.length; at += 1) {
      if (text[at] === '"') {
        at += 1;
        return undefined;
      }
      if (text[at] < " ") return { at, expected: "Bad control character in string literal in JSON" };
      if (text[at] !== "\\") continue;
      at += 1;
      if (text[at] === "u") {
        for (let left = 4; left > 0; left -= 1) {
          at += 1;
          if (!/^[0-9a-f]$/i.test(text[at] ?? "")) return { at, expected: "Bad Unicode escape in JSON" };
        }
      } else if (at >= text.length) return { at, expected: "" };
      else if (!'"\\/bfnrt'.includes(text[at] ?? "?")) return { at, expected: "Bad escaped character in JSON" };
    }
    return { at, expected: "Unterminated string in JSON" };
  }

  function readNumber() {
    if (text[at] === "-") at += 1;
    if (!isDigit(text[at])) return { at, expected: "No number after minus sign in JSON" };
    if (text[at] === "0") {
      at += 1;
      if (isDigit(text[at])) return { at, expected: "Unexpected number in JSON" };
    }
    skipDigits();
    if (text[at] === ".") {
      at += 1;
      if (!isDigit(text[at])) return { at, expected: "Unterminated fractional number in JSON" };
      skipDigits();
    }
    if (text[at] !== "e" && text[at] !== "E") return undefined;
    at += 1;
    if (text[at] === "+" || text[at] === "-") at += 1;
    if (!isDigit(text[at])) return { at, expected: "Exponent part is missing a number in JSON" };
    skipDigits();
    return undefined;
  }

  function skipDigits() {
    while (isDigit(text[at])) at += 1;
  }

  function readWord(word) {
    for (const letter of word) {
      if (text[at] !== letter) return { at, expected: "" };
      at += 1;
    }
    return undefined;
  }
}

function isDigit(letter) {
  return letter >= "0" && letter <= "9";
}
