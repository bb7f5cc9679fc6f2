import { each, nested, type Shape } from "./code-shapes.ts";

/** The inside of a function of Python: operators in a row, and one part inside of the other. */
export const pythonNests: Readonly<Record<string, Shape>> = {
  "+ names": (n) => `return ${each(n, () => "x", " + ")}\n`,
  "+ strings": (n) => `y = ${each(n, () => "'x'", " + ")}\n`,
  "+ (lines": (n) => `y = (${each(n, () => "'x'", " +\n  ")})\n`,
  "+ mixed": (n) => `y = ${each(n, (i) => (i % 2 ? "'x'" : "a"), " + ")}\n`,
  "+ *": (n) => `y = ${each(n, (_i) => "a * b", " + ")}\n`,
  and: (n) => `return ${each(n, () => "x", " and ")}\n`,
  or: (n) => `return ${each(n, () => "x", " or ")}\n`,
  "or objs": (n) => `return ${each(n, () => "{'a': 1}", " or ")}\n`,
  "or names": (n) => `return ${each(n, (i) => `x${i}`, " or ")}\n`,
  "<": (n) => `return ${each(n, () => "x", " < ")}\n`,
  "|": (n) => `return ${each(n, () => "{}", " | ")}\n`,
  "**": (n) => `y = ${each(n, () => "x", " ** ")}\n`,
  ".b": (n) => `y = x${".b".repeat(n)}\n`,
  "[0]": (n) => `y = x${"[0]".repeat(n)}\n`,
  "()": (n) => `y = x${"()".repeat(n)}\n`,
  ".f()": (n) => `y = x${".f()".repeat(n)}\n`,
  "_input.b": (n) => `y = _input${".b".repeat(n)}\n`,
  "_input[0]": (n) => `y = _input.all()${"[0]".repeat(n)}\n`,
  not: (n) => `y = ${"not ".repeat(n)}x\n`,
  "-": (n) => `y = ${"-".repeat(n)}x\n`,
  "~": (n) => `y = ${"~".repeat(n)}1\n`,
  "await chain": (n) => `y = ${"await ".repeat(n)}x\n`,
  "(": (n) => `y = ${nested(n, "(", "x", ")")}\n`,
  "return (": (n) => `return ${nested(n, "(", "x", ")")}\n`,
  "[": (n) => `return ${nested(n, "[", "x", "]")}\n`,
  "{": (n) => `return ${nested(n, "{'a':", "x", "}")}\n`,
  "[{": (n) => `return ${nested(n, "[{'a':", "x", "}]")}\n`,
  "f(": (n) => `y = ${nested(n, "f(", "x", ")")}\n`,
  "x[x[": (n) => `y = ${nested(n, "x[", "x", "]")}\n`,
  "if else": (n) => `return ${"1 if x else ".repeat(n)}2\n`,
  "if else objs": (n) => `return ${each(n, (i) => `{'a${i}': 1} if x else `)}{}\n`,
  "if else left": (n) => `return ${nested(n, "(", "1", " if x else 2)")}\n`,
  "if blocks": (n) => blocks(n, "if x:"),
  "walrus nested": (n) => `y = ${nested(n, "(a := ", "1", ")")}\n`,
  "targets nested": (n) => `${nested(n, "(a, ", "b", ")")} = x\n`,
  "del nested": (n) => `del ${nested(n, "(", "b", ")")}\n`,
  "yield nested": (n) => `y = ${nested(n, "(yield ", "b", ")")}\n`,
  "match nested [": (n) => `match x:\n  case ${nested(n, "[", "a", "]")}: pass\n`,
  "match nested A(": (n) => `match x:\n  case ${nested(n, "A(b=", "a", ")")}: pass\n`,
  "lambda chain": (n) => `f = ${"lambda: ".repeat(n)}1\n`,
  "lambda a chain": (n) => `f = ${each(n, (i) => `lambda a${i}: `)}1\n`,
  "lambda default chain": (n) => `f = ${nested(n, "lambda a=", "1", ": 1")}\n`,
  "listcomp nested": (n) => `y = ${nested(n, "[", "x", " for a in b]")}\n`,
  "f nested": (n) => `y = ${nested(n, "f'{", "x", "}'")}\n`,
  "f spec nested": (n) => `y = f'${nested(n, "{x:", "b", "}")}'\n`,
  "f expr brackets": (n) => `y = f'{${nested(n, "(", "x", ")")}}'\n`,
  "subscripts and calls": (n) => `y = x${"[0].a()".repeat(n)}\n`,
  "lambda (": (n) => `y = ${nested(n, "(lambda: ", "x", ")()")}\n`,
  "dictcomp nested": (n) => `y = ${nested(n, "{1: ", "x", " for a in b}")}\n`,
  "genexp nested": (n) => `y = ${nested(n, "f(", "x", " for a in b)")}\n`,
  "*": (n) => `y = ${each(n, "x", " * ")}\n`,
  "==": (n) => `y = ${each(n, "x", " == ")}\n`,
  "is not": (n) => `y = ${each(n, "x", " is not ")}\n`,
  "not in": (n) => `y = ${each(n, "x", " not in ")}\n`,
  "and or": (n) => `y = ${each(n, (i) => (i % 2 ? "x and" : "y or"), " ")} z\n`,
  "try blocks": (n) => blocks(n, "try:"),
  "for blocks": (n) => blocks(n, "for a in x:"),
  "with blocks": (n) => blocks(n, "with x:"),
  "def blocks": (n) => blocks(n, "def f():"),
  "class blocks": (n) => blocks(n, "class C:"),
};

/** Deeper than Python reads; what is deeper still would by itself grow as the square of its depth. */
const deepestBlocks = 120;

function blocks(count: number, head: string): string {
  const depth = Math.min(count, deepestBlocks);
  const one = `${each(depth, (at) => `${" ".repeat(at)}${head}\n`)}${" ".repeat(depth)}pass\n`;
  return one.repeat(Math.ceil(count / deepestBlocks));
}
