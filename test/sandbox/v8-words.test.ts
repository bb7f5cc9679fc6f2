import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Script } from "node:vm";
import fc from "fast-check";
import { openSandbox, requestFor } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

/** V8's message, without the place that later releases add to it. */
function messageHere(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    return String((error as Error).message).replace(/ \(line \d+ column \d+\)$/, "");
  }
}

test("JSON.parse complains in V8's words", async () => {
  const pieces = fc.constantFrom(
    ..."{ } [ ] , : \" 'x' true fals nul 0 1 01 -1 - 1. 1.5 1e 1e5 +1 NaN undefined a \\ \\u12 \\x \n \t é 💥 //x".split(
      " ",
    ),
    " ",
    '"a"',
    '"a":',
    '"b": 1,',
    '"a long enough text to be cut"',
  );
  const texts = fc.sample(
    fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")),
      fc.tuple(fc.json(), fc.nat(), pieces).map(([json, at, piece]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + piece + json.slice(place + 1);
      }),
      fc.string(),
    ),
    { numRuns: 3000, seed: 7 },
  );
  const code = `const main = (texts) => texts.map((text) => {
    try { JSON.parse(text); return "none"; } catch (error) { return error.message; }
  });`;
  const outcome = await sandbox.run(requestFor("javascript", code, { given: JSON.stringify([texts]) }));
  assert.ok(outcome.kind === "returned", JSON.stringify(outcome));
  const seen = JSON.parse(outcome.resultText) as readonly string[];
  const differing = texts.flatMap((text, at) => {
    const expected = messageHere(() => JSON.parse(text));
    return seen[at] === expected ? [] : [{ text, expected, here: seen[at] }];
  });
  assert.deepEqual(differing.slice(0, 10), []);
  assert.ok(seen.filter((message) => message !== "none").length > 2000);
});

const failing = [
  "new Array(-1)",
  "[].length = -1",
  "new Date('x').toISOString()",
  "Symbol() + ''",
  "[].reduce((a, b) => a)",
  "decodeURIComponent('%')",
  "decodeURIComponent('%E0%A4')",
  "null.x",
  "undefined.x = 1",
  "const a = 1; a = 2",
  "nowhere",
];

test("running code fails in V8's words", async () => {
  for (const text of failing) {
    const outcome = await sandbox.run(requestFor("javascript", `function main() { ${text} }`));
    const here = outcome.kind === "threw" ? outcome.error.message : outcome.kind;
    assert.equal(
      here,
      messageHere(() => new Script(`(() => { ${text} })()`).runInThisContext()),
      text,
    );
  }
});

const unreadable = [
  "const a='x\n;",
  'const a="x',
  "foo(1;",
  "foo(1 2)",
  "let x = {a b}",
  "if (x {",
  "a b",
  "x = [1,2",
  "x = 5 5",
  "for (let i=0;i<3;i++ {}",
  "const a;",
  "var a = 08n",
  "@x",
  "x = 'a' 'b'",
  "({a:1,,})",
  "function (){}",
  "break;",
  "continue;",
  "} else {",
  "x = ;",
  "1++",
  "++1",
  "for (const x of ) {}",
  "let a; let a;",
  "var a; let a;",
  "function f(a){let a}",
  "throw\n1",
  "a => {} ()",
  "label: label: 1",
  "const a = 'é\\u{zz}'",
  "const a = '\\x1'",
  "x = {...}",
  "case 1:",
  "try {} \n1",
  "x = y z;",
  "const x = 'it's'",
  "const x = 5abc",
  "“abc”",
  "if (a) else b",
  "do x while",
  "import a from 'b'",
  "export default 1",
  "f(a => { return 1 )",
  `x = \`a \${b c}\``,
];

test("code that cannot be read is complained about in V8's words", async () => {
  const differing: unknown[] = [];
  for (const text of unreadable) {
    const outcome = await sandbox.run(requestFor("javascript", text));
    const here = outcome.kind === "threw" ? `${outcome.error.type}: ${outcome.error.message}` : outcome.kind;
    const expected = `SyntaxError: ${messageHere(() => new Script(text))}`;
    if (here !== expected) differing.push({ text, expected, here });
  }
  assert.deepEqual(differing, []);
});
