/**
 * What V8 says about code that QuickJS cannot read. QuickJS tells what it expected and where it stopped; V8 names what
 * stands there. `before` and `after` are the text around that place. Undefined where V8's words are not known.
 * V8's texts as of Node 20 and 24.
 */
export function syntaxInV8Words(message: string, before: string, after: string): string | undefined {
  const misplaced = misplacedWords(before, after);
  if (misplaced) return misplaced;
  for (const { pattern, words } of wordings) {
    if (pattern.test(message)) return words(before, after, message);
  }
  return undefined;
}

/** What only a module or an async function may hold: QuickJS complains of what follows the keyword, V8 of the keyword. */
function misplacedWords(before: string, after: string): string | undefined {
  const lead = before.trimEnd();
  const isApart = lead.length < before.length;
  if (isApart && startsStatement(lead, "import") && /^[\w${*"']/.test(after)) {
    return "Cannot use import statement outside a module";
  }
  if (startsStatement(before, "") && /^export\b/.test(after)) return "Unexpected token 'export'";
  if (isApart && /(?:^|[^\w$.])await$/.test(lead.slice(-"_await".length)) && /^[\w$([{"'`]/.test(after)) {
    return "await is only valid in async functions and the top level bodies of modules";
  }
  return undefined;
}

/** Whether the text ends with the word at the start of a line, of a block or behind a semicolon. */
function startsStatement(text: string, word: string): boolean {
  if (!text.endsWith(word)) return false;
  const around = text.slice(0, text.length - word.length);
  const lead = around.trimEnd();
  return lead === "" || /[;{]$/.test(lead.slice(-1)) || around.slice(lead.length).includes("\n");
}

interface SyntaxWording {
  readonly pattern: RegExp;
  words(before: string, after: string, message: string): string | undefined;
}

const says = (pattern: RegExp, text: string): SyntaxWording => ({ pattern, words: () => text });
export const invalidToken = "Invalid or unexpected token";

const wordings: readonly SyntaxWording[] = [
  {
    pattern: /^unexpected end of string$/,
    words: (_before, after) => (/^["']/.test(after) ? invalidToken : "Unexpected end of input"),
  },
  says(/^expecting ','$/, "missing ) after argument list"),
  says(/^expecting catch or finally$/, "Missing catch or finally after try"),
  says(/^expected '}' after template expression$/, "Missing } in template expression"),
  says(/^missing initializer for const variable$/, "Missing initializer in const declaration"),
  says(/^'let' is not a valid lexical identifier$/, "let is disallowed as a lexically bound name"),
  says(/^function name expected$/, "Function statements require a function name"),
  says(/^break must be inside loop or switch$/, "Illegal break statement"),
  says(/^continue must be inside loop$/, "Illegal continue statement: no surrounding iteration statement"),
  says(/^invalid assignment left-hand side$/, "Invalid left-hand side in assignment"),
  says(/^line terminator not allowed after throw$/, "Illegal newline after throw"),
  says(/^unexpected line terminator in regexp$/, "Invalid regular expression: missing /"),
  says(/^(?:invalid number literal|unexpected character|invalid first character of private name)$/, invalidToken),
  {
    pattern: /^invalid increment\/decrement operand$/,
    words: (_before, after) =>
      `Invalid left-hand side expression in ${/^(?:\+\+|--)/.test(after) ? "postfix" : "prefix"} operation`,
  },
  {
    pattern: /^malformed escape sequence in string literal$/,
    words: (_before, after) => `Invalid ${after.startsWith("\\x") ? "hexadecimal" : "Unicode"} escape sequence`,
  },
  {
    pattern: /^duplicate label name$/,
    words: (_before, after) => `Label '${word(after) ?? ""}' has already been declared`,
  },
  {
    pattern: /^invalid redefinition of /,
    words: (before) => {
      const name = lastName(before.trimEnd());
      return name && `Identifier '${name}' has already been declared`;
    },
  },
  {
    pattern:
      /^(?:unexpected token in expression: .*|expecting '.'|invalid property name|class statement requires a name)$/s,
    words: (_before, after) => unexpected(after),
  },
];

/** What stands there and should not. */
export function unexpected(after: string): string {
  const name = word(after);
  if (name !== undefined) return reserved.has(name) ? `Unexpected token '${name}'` : `Unexpected identifier '${name}'`;
  if (after === "") return "Unexpected end of input";
  if (/^\d/.test(after)) return "Unexpected number";
  if (/^["']/.test(after)) return "Unexpected string";
  if (after.startsWith("`")) return "Unexpected template string";
  const sign =
    /^(?:>>>=|\.\.\.|===|!==|>>>|\*\*=|<<=|>>=|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\+\+|--|[-+*/%&|^]=|<<|>>|\*\*|[-{}()[\];,<>+*/%&|^!~?:=.])/.exec(
      after,
    );
  return sign ? `Unexpected token '${sign[0]}'` : invalidToken;
}

function word(text: string): string | undefined {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(text)?.[0];
}

/** Read from its end: from each start the expression would look for it anew. */
function lastName(text: string): string | undefined {
  let start = text.length;
  while (start > 0) {
    const point = String.fromCodePoint(text.codePointAt(start - 1) ?? 0);
    const isTail = /^[\uDC00-\uDFFF]$/.test(point) && start > 1;
    const width = isTail ? 2 : 1;
    if (!/^[\p{ID_Continue}$]$/u.test(text.slice(start - width, start))) break;
    start -= width;
  }
  return start < text.length ? text.slice(start) : undefined;
}

const reserved = new Set(
  [
    "break case catch class const continue debugger default delete do else enum export extends false finally for function",
    "if import in instanceof new null return super switch this throw true try typeof var void while with",
  ].flatMap((names) => names.split(" ")),
);
