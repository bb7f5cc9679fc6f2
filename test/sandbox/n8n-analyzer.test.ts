import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { dify } from "../../src/core/dialects/dify/dify.ts";
import { blockedAttributes, blockedNames } from "../../src/core/dialects/n8n/platform/python-security.ts";
import { pythonViolations, violationsText } from "../../src/core/dialects/n8n/python-analyzer/violations.ts";
import { readRunVectors, stockPythonImports } from "../core/dialects/n8n/vectors.ts";
import { corpusWorkflows, exampleWorkflows, soundWorkflows } from "../support/workflow-files.ts";
import reference from "./n8n-analyzer-reference.py";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

/** What CPython's own tree shows of each; null where it cannot read the code. */
async function analyse(codes: readonly string[]): Promise<readonly (string | null)[]> {
  const outcome = await sandbox.run(
    requestFor("python", reference, {
      given: JSON.stringify({ codes, names: [...blockedNames], attributes: [...blockedAttributes] }),
      modules: { allowed: ["ast", "string", "re", "sys"], blocked: [], otherwise: "{module}", separator: "." },
      limits: { timeMs: 60_000 },
    }),
  );
  assert.ok(outcome.kind === "returned", JSON.stringify(outcome));
  return JSON.parse(outcome.resultText) as readonly (string | null)[];
}

function pythonOfWorkflows(): readonly string[] {
  return [...soundWorkflows("dify"), ...exampleWorkflows("dify"), ...corpusWorkflows("dify")].flatMap(({ text }) =>
    dify
      .readWorkflow(text)
      .nodes.filter(({ language }) => language === "python")
      .map(({ code }) => code.code),
  );
}

async function expectAlike(codes: readonly string[]): Promise<number> {
  const expected = await analyse(codes);
  const readable = codes.filter((_code, index) => expected[index] !== null);
  const differing = codes.filter(
    (code, index) =>
      expected[index] !== null && violationsText(pythonViolations(code, stockPythonImports)) !== expected[index],
  );
  differing.sort((one, other) => one.length - other.length);
  assert.deepEqual(
    differing.slice(0, 5),
    [],
    `${differing.length} of ${readable.length} differ; these are the shortest`,
  );
  return readable.length;
}

test("code that people wrote is judged as over CPython's own syntax tree", async (context) => {
  const codes = [
    ...pythonOfWorkflows(),
    ...readRunVectors()
      .filter(({ language }) => language !== "javaScript")
      .map(({ code }) => code),
  ];
  const count = await expectAlike(codes);
  assert.ok(count > 200);
  context.diagnostic(`${count} codes judged alike`);
});

test("any code that the rules are about is judged as over CPython's own syntax tree", async (context) => {
  const codes = fc.sample(
    fc.array(statement, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("\n")),
    {
      numRuns: 1500,
      seed: 41,
    },
  );
  const count = await expectAlike(codes);
  assert.ok(count > 1000, `${count} of ${codes.length} can be read`);
  context.diagnostic(`${count} of ${codes.length} generated codes judged alike`);
});

const name = fc.constantFrom("a", "b", "__name__", "__builtins__", "builtins", "__loader__", "x1");
const member = fc.constantFrom("obj", "__class__", "format", "c", "_A__b", "__len__", "vformat", "__import__");
const text = fc.constantFrom(
  "'obj'",
  '"__cl" "ass__"',
  "'{.__dict__[obj]:{x.obj}}'",
  "b'obj'",
  "r'{'",
  "'__name__'",
  '"""a\nobj"""',
  "'os'",
);

const { expression } = fc.letrec<{ expression: string; simple: string }>((tie) => {
  const inner = tie("expression");
  return {
    simple: fc.oneof(name, text, fc.constant("1")),
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie("simple"),
      fc.tuple(inner, member).map(([owner, property]) => `(${owner}).${property}`),
      fc.tuple(name, member).map(([owner, property]) => `${owner}\\\n.${property}`),
      fc.tuple(name, inner).map(([owner, key]) => `${owner}[${key}]`),
      fc.tuple(inner, inner).map(([left, right]) => `(${left} + ${right})`),
      fc.tuple(text, text, text).map((parts) => parts.join(" + ")),
      fc.tuple(inner, inner, inner).map(([yes, test, no]) => `(${yes}\n if ${test} else ${no})`),
      fc.tuple(inner, inner, inner, inner).map(([a, b, c, d]) => `{${a}: ${b}, **${c},\n ${d}: ${a}}`),
      fc.tuple(inner, inner, inner).map(([callee, first, named]) => `(${callee})(k=${named}, *${first})`),
      fc.tuple(name, member, inner).map(([owner, property, given]) => `${owner}.${property}(${given})`),
      inner.map((given) => `__import__(${given})`),
      fc
        .tuple(inner, name, inner, inner)
        .map(([made, each, from, test]) => `[${made} for ${each} in ${from} if ${test}]`),
      fc
        .tuple(inner, name, inner, inner)
        .map(([made, each, from, value]) => `{${made}: ${value} for ${each} in ${from}}`),
      fc.tuple(name, inner, inner).map(([given, usual, made]) => `(lambda ${given}, z=${usual}: ${made})`),
      fc.tuple(inner, name).map(([shown, width]) => `f"{${shown.replace(/["\\\n]/g, "")}!r:>{${width}}} {{.obj}} obj"`),
      fc.tuple(name, text).map(([shown, after]) => `(f'{${shown}.obj}__cla'  ${after})`),
      fc.tuple(inner, inner).map(([from, to]) => `a[${from}:${to}, ...]`),
      fc.tuple(inner, inner).map(([left, right]) => `(not ${left} < ${right} in b)`),
      fc.tuple(name, inner).map(([target, value]) => `(${target} := ${value})`),
      inner.map((value) => `(${value}, *b)`),
    ),
  };
});

const statement = fc.oneof(
  fc.tuple(name, expression).map(([target, value]) => `${target} = ${value}`),
  fc.tuple(name, expression, expression).map(([target, type, value]) => `${target}: ${type} = ${value}`),
  fc.tuple(name, expression).map(([target, value]) => `${target} += ${value}`),
  expression.map((value) => `return ${value}`),
  expression.map((value) => `print(${value})`),
  fc.tuple(expression, expression).map(([test, message]) => `assert ${test}, ${message}`),
  fc.tuple(expression, expression).map(([error, cause]) => `raise ${error} from ${cause}`),
  fc
    .tuple(fc.constantFrom("os", "os.path", "numpy.a", "re"), name)
    .map(([module, alias]) => `import ${module} as ${alias}, json`),
  fc
    .tuple(fc.constantFrom("os", ".a", "..", "x.y"), name)
    .map(([module, as]) => `from ${module} import (${as === "a" ? "__name__" : "__spec__"} as ${as}, b)`),
  name.map((each) => `global ${each}, q`),
  fc
    .tuple(expression, name, expression)
    .map(([first, bound, body]) => `with ${first} as ${bound}, open(a) as f:\n  ${body}`),
  fc.tuple(expression, name).map(([opened, bound]) => `with ${opened} as ${bound}.obj:\n  pass`),
  fc
    .tuple(name, expression, expression)
    .map(([each, from, body]) => `for ${each} in ${from}:\n  ${body}\nelse:\n  b.obj`),
  fc
    .tuple(expression, expression, name, expression)
    .map(
      ([body, type, bound, last]) =>
        `try:\n  ${body}\nexcept ${type} as ${bound}:\n  pass\nelse:\n  a.obj\nfinally:\n  ${last}`,
    ),
  fc
    .tuple(expression, name, expression, expression, expression)
    .map(
      ([decorator, own, usual, type, body]) =>
        `@(${decorator})\nasync def f(${own}: ${type} = ${usual}, /, *c, d=${type}, **e: b.obj) -> ${usual}:\n  ${body}`,
    ),
  fc.tuple(name, expression, expression).map(([own, base, body]) => `@b.obj\nclass ${own}(m=${base}, *c):\n  ${body}`),
  fc
    .tuple(expression, member, name, expression)
    .map(
      ([subject, property, bound, guard]) =>
        `match (${subject}):\n  case A.obj(${bound === "a" ? "y, " : ""}${property}=z) | {'obj': 1, 'k': b.c, **r}:\n    pass\n  case [x, *y] as w if ${guard}:\n    a.obj`,
    ),
  fc.constantFrom(
    "x = yield",
    "y = (yield a.obj)",
    "del a.obj, b",
    "while a.obj: pass",
    "if a: pass\nelif b.obj: c\nelse: d.obj",
  ),
);
