import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { readDifyWorkflow } from "../../src/core/dialects/dify/reading/read-workflow.ts";
import { indexLines, positionAt } from "../../src/core/text/line-index.ts";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { corpusWorkflows, exampleWorkflows, soundWorkflows } from "../support/workflow-files.ts";
import { colourOf, inNode, pictured, shortNames } from "./colour-picture.ts";
import { loadYamlGrammar, type Token } from "./editor-grammar.ts";

const files = [...exampleWorkflows("dify"), ...soundWorkflows("dify"), ...corpusWorkflows("dify")];

let coloured: (text: string) => Token[][];
let plain: (text: string) => Token[][];
before(async () => {
  coloured = await loadYamlGrammar({ injects: true });
  plain = await loadYamlGrammar({ injects: false });
});

test("a block has the colours of its language to its last line, whatever stands in it and however it is indented", () => {
  expectColours(`
yml|kind: app
yml|workflow:
yml|  graph:
yml|    nodes:
yml|    - data:
yml|        code: |-
py |          import json
   |
py |          def main(text: str) -> dict:
py |              note = """unfinished: {
   |
py |          key: |
py |            - "no YAML
yml|        code_language: python3
yml|        outputs: { size: { type: number, children: null } }
yml|      id: "1"
yml|    - id: "2"
yml|      data:
yml|          type: code
yml|          code_language: javascript
yml|          code: !!str |2- # indented more
js |               // A comment in front.
js |            function main({ text }) {
js |              return { size: \`\${text
   |  
js |              // no template ends here
yml|      # A comment that is indented less ends the block.
yml|          title: Next
yml|    - data:
yml|        code: >
js |         const main = ({ text }) => ({
js |           text })
yml|    - data: { code: "def main(): pass" }
yml|      id: "3"
yml|  hash: null
`);
});

test("Windows line ends change nothing", () => {
  const text = readFileSync("examples/dify/hand-written.yml", "utf8");
  const unix = coloured(text).map(colourOf);
  assert.deepEqual(coloured(text.replaceAll("\n", "\r\n")).map(colourOf), unix);
  assert.ok(unix.includes("py") && unix.includes("js"));
});

test("lines that could be either language wait for one that could not", () => {
  expectColours(
    inNode(`
txt|  main
txt|  (a, b)
py |  def main(a, b):
py |      return {}
`),
  );
  expectColours(
    inNode(`
txt|  x.y = 1
txt|  )
js |  function main() {}
js |  # no comment here
`),
  );
  expectColours(
    inNode(`
txt|  {% for item in items %}
txt|  def {{ item }};
`),
  );
});

for (const [language, lines] of Object.entries({
  py: [
    "# a comment",
    "import re, json",
    "import json # from 'x'",
    "from a.b import c",
    "async def main(a):",
    "class A(B):",
    "@cache",
    'r"""text',
    "LIMITS = {",
    "size: int = 4",
    "if True:",
    "print(1)",
  ],
  js: [
    "// a comment",
    "/* a comment",
    "'use strict'",
    "async function main() {",
    "const a = 1",
    "let { a } = b",
    "var a",
    "import a from 'b'",
    "import 'b'",
    "class A extends B {",
    "class A {",
    "module.exports = main",
    "main = async (a) => a",
    "size = 4;",
    "if (a) {",
  ],
})) {
  test(`these first lines tell that the code is ${language}`, () => {
    for (const line of lines) expectColours(inNode(`\n${language} |  ${line}\n`.replace("  |", " |")));
  });
}

test("a key `code` that is no Code node's keeps YAML's colours", () => {
  expectColours(`
yml|code: |
txt|  import json
yml|responses:
yml|- code: 200
yml|  examples:
yml|    code: |
txt|      import json
yml|workflow:
yml|  graph:
yml|    nodes:
yml|    - code: |
txt|        import json
yml|      data:
yml|        code: 200
yml|        codes: |
txt|          import json
yml|        outputs:
yml|          code:
yml|            type: string
yml|        text: |
txt|          code: |
txt|            import json
`);
});

test("a decorator has its colour, though a block's lines do not begin where Python's do", () => {
  const tokens = coloured(pictured(inNode("\npy |  @cache(maxsize=4)\npy |  def f(): pass\n")).text).flat();
  const scopesOf = (text: string) => tokens.find((token) => token.text === text)?.scopes.join(" ") ?? "";
  assert.match(scopesOf("@"), /meta\.function\.decorator\.python entity\.name\.function\.decorator\.python/);
  assert.match(scopesOf("cache"), /entity\.name\.function\.decorator\.python$/);
  assert.match(scopesOf("maxsize"), /variable\.parameter\.function-call\.python$/);
  assert.match(
    scopesOf("def"),
    /meta\.embedded\.block\.python meta\.function\.python storage\.type\.function\.python$/,
  );
});

test("the editor takes the code for code of its language: no scope of YAML's texts lies around it", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
  assert.deepEqual(contributes.grammars[0].embeddedLanguages, {
    "meta.embedded.block.python": "python",
    "meta.embedded.block.javascript": "javascript",
  });
  const embedded = coloured(readFileSync("examples/dify/hand-written.yml", "utf8"))
    .flat()
    .map(({ scopes }) => scopes.slice(0, scopes.findIndex((scope) => scope.startsWith("meta.embedded.")) + 1))
    .filter((outer) => outer.length > 0);
  assert.ok(embedded.length > 100);
  for (const outer of embedded) assert.doesNotMatch(outer.join(" "), /\b(?:string|comment|meta\.scalar)\b/);
});

test("in every file the blocks of Code nodes have their language's colours, and all else has YAML's own", () => {
  const counts = { python: 0, javascript: 0 };
  for (const { name, text } of files) {
    const inBlock = new Map<number, Language>();
    const lines = indexLines(text);
    for (const { code, language } of readDifyWorkflow(text).nodes) {
      const { start, end } = code.documentRange;
      if (!/[|>]/.test(text.charAt(start))) continue;
      counts[language]++;
      const lastLine = positionAt(lines, end - 1).line;
      for (let line = positionAt(lines, start).line + 1; line <= lastLine; line++) inBlock.set(line, language);
    }
    const usual = plain(text);
    coloured(text).forEach((tokens, line) => {
      const language = inBlock.get(line);
      const place = `${name}:${line + 1}`;
      if (colourOf(tokens) === "") return;
      if (language) assert.equal(colourOf(tokens), shortNames[language], place);
      else assert.deepEqual(withoutIndicators(tokens), withoutIndicators(usual[line] ?? []), place);
    });
  }
  assert.ok(counts.python >= 14 && counts.javascript >= 2, JSON.stringify(counts));
});

test("the first line of every code, written as a block, tells its language", () => {
  const codes = new Map<string, Language>();
  for (const { text } of files) {
    for (const { code, language } of readDifyWorkflow(text).nodes) {
      if (code.code.trim() !== "") codes.set(code.code, language);
    }
  }
  assert.ok(codes.size >= 184, `${codes.size} codes`);
  for (const [code, language] of codes) {
    const text = pictured(inNode("")).text + code.replaceAll(/^(?=.)/gm, " ".repeat(10));
    const colours = coloured(`${text}\n        title: Next`).map(colourOf);
    const ofCode = colours.slice(pictured(inNode("")).colours.length, -1).filter((colour) => colour !== "");
    assert.deepEqual(new Set(ofCode), new Set([shortNames[language]]), code);
    assert.equal(colours.at(-1), "yml", code);
  }
});

function expectColours(picture: string): void {
  const { text, colours } = pictured(picture);
  const lines = text.split("\n");
  const found = coloured(text).map(colourOf);
  const draw = (all: readonly string[]) => all.map((colour, line) => `${colour.padEnd(3)}|${lines[line]}`).join("\n");
  assert.equal(draw(found), draw([...colours, ""]));
}

/** YAML's own grammar leaves the digit of `|4-` uncoloured, ours does not. */
function withoutIndicators(tokens: readonly Token[]): readonly Token[] {
  return tokens.map(({ text, scopes }) => {
    const scalar = /^[-+1-9]$/.test(text) ? scopes.indexOf("meta.scalar.yaml") : -1;
    return scalar < 0 ? { text, scopes } : { text, scopes: scopes.slice(0, scalar) };
  });
}
