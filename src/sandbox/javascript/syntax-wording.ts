/**
 * What V8 says about code that QuickJS cannot read. QuickJS tells what it expected and where it stopped; V8 names what
 * stands there. `before` and `after` are the text around that place. Undefined where V8's words are not known.
 * V8's texts as of Node 20 and 24.
 */
export function syntaxInV8Words(message: string, before: string, after: string): string | undefined {
  const misplaced = misplacedWords.find(({ isBefore, isAfter }) => isAfter.test(after) && isBefore(before));
  if (misplaced) return misplaced.message;
  for (const { pattern, words } of wordings) {
    if (pattern.test(message)) return words(before, after, message);
  }
  return undefined;
}

/** What only a module or an async function may hold: QuickJS complains of what follows the keyword, V8 of the keyword. */
const misplacedWords = [
  {
    isBefore: (text: string) => beginsStatement(beforeWord(text, "import")),
    isAfter: /^[\w${*"']/,
    message: "Cannot use import statement outside a module",
  },
  { isBefore: beginsStatement, isAfter: /^export\b/, message: "Unexpected token 'export'" },
  {
    isBefore: (text: string) => /^$|[^\w$.]$/.test((beforeWord(text, "await") ?? ".").slice(-1)),
    isAfter: /^[\w$([{"'`]/,
    message: "await is only valid in async functions and the top level bodies of modules",
  },
] as const;

/** Looks at the end alone: a search for the blanks in front of it would begin at each of them. */
function beginsStatement(before: string | undefined): boolean {
  if (before === undefined) return false;
  const text = before.trimEnd();
  return text === "" || /[;{]$/.test(text.slice(-1)) || before.slice(text.length).includes("\n");
}

/** What stands before a text's last word, if that is the word and blanks follow it. */
function beforeWord(text: string, word: string): string | undefined {
  const trimmed = text.trimEnd();
  return trimmed.length < text.length && trimmed.endsWith(word) ? trimmed.slice(0, -word.length) : undefined;
}

const maxNameCharacters = 500;

interface SyntaxWording {
  readonly pattern: RegExp;
  words(before: string, after: string, message: string): string | undefined;
}

const says = (pattern: RegExp, text: string): SyntaxWording => ({ pattern, words: () => text });
const invalidToken = "Invalid or unexpected token";

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
      const name = /[\p{ID_Continue}$]+$/u.exec(before.trimEnd().slice(-maxNameCharacters))?.[0];
      return name && `Identifier '${name}' has already been declared`;
    },
  },
  {
    pattern:
      /^(?:unexpected token in expression: .*|expecting '.'|invalid property name|class statement requires a name)$/s,
    words: (_before, after) => unexpected(after),
  },
];

function unexpected(after: string): string {
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

const reserved = new Set(
  [
    "break case catch class const continue debugger default delete do else enum export extends false finally for function",
    "if import in instanceof new null return super switch this throw true try typeof var void while with",
  ].flatMap((names) => names.split(" ")),
);
