import assert from "node:assert/strict";
import test from "node:test";
import { drawn } from "../../support/drawn.ts";
import { shapeKinds, shapesOf } from "./all-shapes.ts";
import { check, type Shape, type Variant, variants } from "./code-shapes.ts";

// Code of any size and depth is checked, or one finding says what was not; nothing throws.

const notChecked = /could not be checked|too deep to be checked/;
const tooDeep = /nested too deep to be checked/;

function isAnswered(name: string, variant: Variant, code: string): void {
  const findings = check(variant, code);
  const failed = findings.filter(({ message }) => notChecked.test(message));
  if (failed.length === 0) return;
  assert.match(failed[0]?.message ?? "", tooDeep, name);
  assert.equal(findings.length, 1, name);
}

const { "Dify, JavaScript": difyJavascript, "n8n, JavaScript": n8nJavascript, ...others } = variants;
const { "Dify, Python": difyPython, "n8n, native Python": n8nPython } = others;

/** Statements are many, and none of them lies in another. */
const shares = { statements: 1 / 4, nests: 1, rubbish: 1 / 2 } as const;

for (const [name, variant] of Object.entries<Variant>({ n8nJavascript, n8nPython })) {
  for (const kind of shapeKinds) {
    test(`${name}: 1,500 parts of ${kind}`, () => {
      for (const [shape, codeOf] of drawn(shapesOf(variant, kind), shares[kind])) {
        isAnswered(shape, variant, codeOf(1_500));
      }
    });
  }
  test(`${name}: 20,000 parts in each other`, () => {
    for (const [shape, codeOf] of drawn(shapesOf(variant, "nests"), 1 / 3)) isAnswered(shape, variant, codeOf(20_000));
  });
}

for (const [name, variant] of Object.entries<Variant>({ difyJavascript, difyPython })) {
  for (const kind of ["nests", "rubbish"] as const) {
    test(`${name}: 1,500 parts of ${kind}`, () => {
      for (const [shape, codeOf] of shapesOf(variant, kind)) isAnswered(shape, variant, codeOf(1_500));
    });
  }
}

const nestsOfAll = /^nests: (?:\(|\[|\{|\{a:|\.b|\+ strings|!|not|f\()$/;

for (const [name, variant] of Object.entries<Variant>({ difyJavascript, n8nJavascript, difyPython, n8nPython })) {
  test(`${name}: 200,000 parts in each other`, () => {
    for (const [shape, codeOf] of shapesOf(variant, "nests")) {
      if (nestsOfAll.test(shape)) isAnswered(shape, variant, codeOf(200_000));
    }
  });
}

/** What generated code has thousands of, one behind the other. */
const rows: readonly { readonly variant: keyof typeof variants; readonly row: Shape; readonly mistake: string }[] = [
  {
    variant: "n8n, JavaScript",
    row: (parts) => `const text = ${Array.from({ length: parts }, (_, at) => `"line ${at}\\n"`).join(" +\n  ")};\n`,
    mistake: "fetch(text);",
  },
  {
    variant: "n8n, JavaScript for each item",
    row: (parts) => `const all = $json.a || ${"$json.b || ".repeat(parts)} "";\n`,
    mistake: "fetch(all);",
  },
  {
    variant: "n8n, JavaScript for each item",
    row: (parts) => `const a = $json${".b".repeat(parts)};\n`,
    mistake: "fetch(a);",
  },
  {
    variant: "n8n, JavaScript for each item",
    row: (parts) => `const a = $json${"?.b".repeat(parts)};\n`,
    mistake: "fetch(a);",
  },
  { variant: "n8n, JavaScript", row: (parts) => `const a = f => f${"(1)".repeat(parts)};\n`, mistake: "fetch(a);" },
  {
    variant: "n8n, native Python",
    row: (parts) => `text = ${"'x' + ".repeat(parts)}'x'\n`,
    mistake: "unknown_name(text)",
  },
  {
    variant: "n8n, native Python",
    row: (parts) => `text = (${"_items and\n  ".repeat(parts)}_items)\n`,
    mistake: "unknown_name(text)",
  },
  { variant: "n8n, native Python", row: (parts) => `a = _items${".b".repeat(parts)}\n`, mistake: "unknown_name(a)" },
  { variant: "n8n, native Python", row: (parts) => `a = _items${"[0]".repeat(parts)}\n`, mistake: "unknown_name(a)" },
  { variant: "Dify, JavaScript", row: (parts) => `const t = ${"x + ".repeat(parts)}x;\n`, mistake: "return { b: t };" },
  { variant: "Dify, JavaScript", row: (parts) => `const t = x${".b".repeat(parts)};\n`, mistake: "return { b: t };" },
  { variant: "Dify, Python", row: (parts) => `t = ${"x + ".repeat(parts)}x\n`, mistake: 'return {"b": t}' },
  { variant: "Dify, Python", row: (parts) => `t = x${".b()".repeat(parts)}\n`, mistake: 'return {"b": t}' },
];

for (const parts of [1_500, 20_000]) {
  test(`what is wrong behind ${parts} operators in a row is found`, () => {
    for (const { variant, row, mistake } of rows) {
      const around: Variant = variants[variant];
      const right = check(around, around.wrap(row(parts)));
      const wrong = check(around, around.wrap(row(parts) + mistake));
      assert.deepEqual(right, [], `${variant}: ${row(2)}`);
      assert.ok(wrong.length > 0 && !wrong.some(({ message }) => tooDeep.test(message)), `${variant}: ${row(2)}`);
    }
  });
}

test("what is wrong inside of a long row is found", () => {
  const row = (name: string) => `text = ${"'x' + ".repeat(1_000)}${name} + ${"'x' + ".repeat(1_000)}'x'\n`;
  const { "n8n, native Python": python, "n8n, JavaScript": javascript } = variants;
  assert.match(check(python, python.wrap(row("unknown_name")))[0]?.message ?? "", /unknown_name/);
  assert.match(check(javascript, javascript.wrap(`let ${row("fetch")}`))[0]?.message ?? "", /fetch/);
});

test("comments as in HTML are comments, however many there are", () => {
  const javascript = variants["n8n, JavaScript"];
  for (const comment of ["<!-- fetch(1)\n", "--> fetch(1)\n"]) {
    const code = javascript.wrap(`\n${comment.repeat(20_000)}`);
    assert.deepEqual(check(javascript, code), []);
    assert.match(check(javascript, `${code}fetch(1);`)[0]?.message ?? "", /fetch/);
  }
});

test("line separators end lines, and may stand in strings", () => {
  const dify = variants["Dify, JavaScript"];
  const code = (end: string) => `function main({ x }) {${end}const t = "a\u2028b"${end}return {\u3000b: t }${end}}`;
  for (const end of ["\n", "\r", "\u2028", "\u2029"]) {
    const says = check(dify, code(end)).map(({ message }) => message);
    assert.deepEqual(
      says,
      check(dify, code("\n")).map(({ message }) => message),
    );
    assert.ok(says.length > 0);
  }
});

test("brackets that Python does not read are its own error", () => {
  const python = variants["n8n, native Python"];
  const code = (count: number) => python.wrap(`a = ${"(".repeat(count)}1${")".repeat(count)}\n`);
  assert.deepEqual(check(python, code(200)), []);
  assert.match(check(python, code(201))[0]?.message ?? "", /no more than 200 brackets/);
});
