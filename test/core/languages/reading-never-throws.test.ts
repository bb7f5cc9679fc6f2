import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { readFacts } from "../../../src/core/languages/all-languages.ts";
import type { Language } from "../../../src/core/workflow/code-node.ts";
import { corpusTest, corpusWorkflows } from "../../support/workflow-files.ts";
import { rangesOf } from "./fact-pictures.ts";

const languages: readonly Language[] = ["python", "javascript"];

/** Reads without throwing, and every range lies in the code. */
function expectSoundFacts(language: Language, code: string): void {
  for (const [what, start, end] of rangesOf(readFacts(language, code))) {
    const isSound = 0 <= start && start <= end && end <= code.length;
    assert.ok(isSound, `${language}: ${what} at ${start} to ${end} of ${code.length} in ${JSON.stringify(code)}`);
  }
}

const pythonPieces =
  "def |main|(|)|:|\n|    |  |\t|return |{|}|[|]|'a'|\"|'''|f\"{|r|,|=|.|*|**|if |else|elif |for |in |while |try|except|finally|with |as |match |case |_|lambda |yield|import |from |x|1.|0|\\|#|@|async |await |:=|/|del |global |raise|class |break|print |\r|\r\n|\f|\ufeff|é|（|🌍|\0".split(
    "|",
  );
const javascriptPieces =
  "function |main|(|)|{|}|[|]|=>|async |await |return |const |let |var |=|;|,|.|...|'a'|\"|`|${|/|/*|//|?|:|??|?.|if|else|for|of |in |while|do|switch|case |default|break|try|catch|finally|throw |new |class |import |export |require|yield|*|x|1|\n|\r|\u2028|é|🌍|\\|#|arguments|delete ".split(
    "|",
  );

test("any text is read", () => {
  fc.assert(
    fc.property(fc.constantFrom(...languages), fc.string({ unit: "binary", maxLength: 80 }), (language, code) => {
      expectSoundFacts(language, code);
    }),
    { numRuns: 500 },
  );
});

test("any jumble of the language's own pieces is read", () => {
  for (const [language, pieces] of [
    ["python", pythonPieces],
    ["javascript", javascriptPieces],
  ] as const) {
    const code = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(code, (text) => expectSoundFacts(language, text)),
      { numRuns: 2000 },
    );
    const inside = language === "python" ? "def main(x):\n    " : "function main(x) {\n";
    fc.assert(
      fc.property(code, (text) => expectSoundFacts(language, inside + text)),
      { numRuns: 2000 },
    );
  }
});

test("deep nesting is read", () => {
  for (const depth of [100, 3000]) {
    expectSoundFacts("python", `def main():\n    return ${"(".repeat(depth)}1${")".repeat(depth)}`);
    expectSoundFacts("python", `def main():\n    return ${"{'a': ".repeat(depth)}1`);
    expectSoundFacts("python", `x = ${"f'{".repeat(depth)}`);
    expectSoundFacts("python", `def main():\n    return ${"not ".repeat(depth)}x`);
    expectSoundFacts("javascript", `function main() { return ${"[".repeat(depth)}1${"]".repeat(depth)} }`);
    expectSoundFacts("javascript", `const main = ${"() => ".repeat(depth)}1`);
    expectSoundFacts("javascript", `function main() ${"{".repeat(depth)}`);
    expectSoundFacts("javascript", `function main() { return 1${" + 1".repeat(depth)} }`);
  }
});

const pythonSample = `import json, os.path as p
from urllib import request

def main(text: str, /, size=3, *rest, flag: bool = True, **more) -> dict:
    result = {"a": f"{text!r:>{size}}", **more}
    try:
        with open(text) as (f, g):
            result["b"] = [x for x in f if (y := x)]
    except (OSError, ValueError) as error:
        return {"error": str(error)}, 1
    finally:
        print('''done
''')
    match size:
        case {"k": int()}: pass
        case _: result.update(c=1, d=lambda: result)
    while True:
        if flag: break
    return result if size else None
`;

const javascriptSample = `const { a } = require("a"), b = \`t\${a}\`;
async function main({ text, size: n = 3, ...rest }, [x] = [], ...more) {
  const result = { "a": text, ...rest, [\`b\`]: /x[/]y/g, m() { return arguments } };
  try { result.c = await a(n) } catch ({ message }) { return { error: message } } finally { b?.x() }
  outer: for (const y of more) { switch (y) { case 1: continue outer; default: result[y] = () => result } }
  do { n++ } while (n < 9)
  return n > 3 ? Object.assign(result, { d: 1 }) : null;
}
`;

test("every prefix of real code is read", () => {
  for (const [language, code] of [
    ["python", pythonSample],
    ["javascript", javascriptSample],
  ] as const) {
    assert.deepEqual(readFacts(language, code).syntaxErrors, []);
    for (let end = 0; end <= code.length; end++) {
      expectSoundFacts(language, code.slice(0, end));
      expectSoundFacts(language, code.slice(end));
    }
  }
});

corpusTest("every code node of the corpus is read: main is a function, its ways out are known but for one", () => {
  let unknownPaths = 0;
  let nodes = 0;
  for (const { name: file, text } of corpusWorkflows("dify")) {
    for (const { language, code } of codeNodes(parse(text, { logLevel: "silent" }))) {
      nodes++;
      const facts = readFacts(language, code);
      assert.deepEqual(facts.syntaxErrors, [], file);
      assert.equal(facts.main.kind, "function", file);
      if (facts.main.kind !== "function") continue;
      assert.ok(facts.main.returns.length > 0, file);
      for (const { value } of facts.main.returns) {
        if (value.kind === "unknown") unknownPaths++;
        else assert.ok(value.kind === "object" && value.complete && value.keys.all().length > 0, file);
      }
      const step = Math.ceil(code.length / 60);
      for (let end = 0; end < code.length; end += step) expectSoundFacts(language, code.slice(0, end));
    }
  }
  assert.ok(nodes > 80, `${nodes} code nodes`);
  assert.equal(unknownPaths, 1, "one node returns its parameter");
});

function* codeNodes(value: unknown): Generator<{ language: Language; code: string }> {
  if (value === null || typeof value !== "object") return;
  const data = "data" in value ? value.data : undefined;
  if (isCodeData(data))
    yield { language: data.code_language === "javascript" ? "javascript" : "python", code: data.code };
  for (const child of Object.values(value)) yield* codeNodes(child);
}

function isCodeData(data: unknown): data is { code: string; code_language: string } {
  return (
    data !== null &&
    typeof data === "object" &&
    "type" in data &&
    data.type === "code" &&
    "code" in data &&
    typeof data.code === "string"
  );
}
