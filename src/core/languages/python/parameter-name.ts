/** Whether a Python function can have a parameter of that name; any other only reaches it by `**kwargs`. */
export function canNameParameter(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !keywords.has(name);
}

/** Source: `keyword.kwlist`, the same from CPython 3.10 to 3.14. */
const keywords: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
