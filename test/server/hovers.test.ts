import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { MarkupContent } from "vscode-languageserver/node";
import { probeWorkflow } from "../probe-workflow.ts";
import { type LspClient, startServer } from "./lsp-client.ts";

// The built server as any LSP client starts it: a process that speaks over stdio.

let client: LspClient;
before(async () => {
  client = await startServer({ textDocument: { hover: { contentFormat: ["markdown", "plaintext"] } } });
});
after(() => client.stop());

test("escaped code is shown as it reads, with the line that the pointer is on", async () => {
  assert.deepEqual(await hoverAt(probeWorkflow, "print(te"), {
    over: "    print(text)",
    value: `Measure · Python, line 2 of 3

\`\`\`python
def main(text):
    print(text)
    return {"size": len(text), "debug": text}
\`\`\``,
  });
});

test("the line is found in every way of writing a text on lines that are not its own", async () => {
  const folded = nodeWith(`"def main():\\n    return\\
          \\ {\\"a\\": 1}\\n"`);
  assert.match(
    (await hoverAt(folded, '\\"a'))?.value ?? "",
    /line 2 of 2\n\n```python\ndef main\(\):\n {4}return {"a": 1}\n```/,
  );
  assert.equal((await hoverAt(folded, "def"))?.over, "def main():");

  const single = nodeWith(`'def main():

          return {''a'': 1}'`);
  assert.match(
    (await hoverAt(single, "''a"))?.value ?? "",
    /line 2 of 2\n\n```python\ndef main\(\):\nreturn {'a': 1}\n```/,
  );

  assert.match(
    (await hoverAt(nodeWith("main = print"), "= p"))?.value ?? "",
    /line 1 of 1\n\n```python\nmain = print\n```/,
  );
});

test("a long code is cut around the line, and so is a long line", async () => {
  const source = Array.from({ length: 300 }, (_, line) => `x${line + 1} = 0`);
  source[199] = `x200 = "${"é".repeat(4000)}"`;
  const text = nodeWith(JSON.stringify(source.join("\n")));
  const shown = (await hoverAt(text, "x200"))?.value ?? "";
  const [title, , fence, ...lines] = shown.split("\n");
  assert.equal(title, "A node · Python, line 200 of 300, lines 188 to 211 shown");
  assert.equal(fence, "```python");
  assert.equal(lines.length, 24 + 1);
  assert.equal(lines[0], "x188 = 0");
  assert.match(lines[12] ?? "", /^x200 = "é{151}…$/);
  assert.match((await hoverAt(text, '"x1'))?.value ?? "", /^A node · Python, line 1 of 300, lines 1 to 24 shown\n/);
  assert.match((await hoverAt(text, "x300"))?.value ?? "", /line 300 of 300, lines 277 to 300 shown\n/);
});

test("code of n8n is shown in its JSON string", async () => {
  const jsCode = "const a = `\\`\\`\\``;\nreturn [{ a }];";
  const node = { id: "n1", name: "Sign *here*", type: "n8n-nodes-base.code", typeVersion: 2, parameters: { jsCode } };
  const text = JSON.stringify({ name: "W", nodes: [node], connections: {}, settings: {} }, null, 2);
  assert.equal(
    (await hoverAt(text, "return [", "json"))?.value,
    `Sign \\*here\\* · JavaScript, line 2 of 2\n\n\`\`\`javascript\n${jsCode}\n\`\`\``,
  );
});

test("a fence is longer than the backticks in the code", async () => {
  const text = nodeWith('"def main():\\n    return {\\"a\\": \\"```` \\"}\\n"');
  assert.match((await hoverAt(text, "def"))?.value ?? "", /\n`{5}python\ndef [\s\S]*\n`{5}$/);
});

test("nothing is shown for a literal block, beside the code, and for empty code", async () => {
  const block = nodeWith("|-\n          def main():\n              return {}");
  assert.equal(await hoverAt(block, "return"), undefined);
  assert.equal(await hoverAt(block, "|-"), undefined);
  assert.equal(await hoverAt(probeWorkflow, "code_language"), undefined);
  assert.equal(await hoverAt(probeWorkflow, "title"), undefined);
  assert.equal(await hoverAt(nodeWith('""'), '""'), undefined);
  assert.equal(await hoverAt("services:\n  web: nginx\n", "nginx"), undefined);
});

test("a client without markdown gets plain text", async () => {
  const other = await startServer();
  try {
    const uri = "file:///workspace/plain.yml";
    other.openQuietly(uri, "yaml", probeWorkflow);
    const hover = await other.hover(uri, positionOf(probeWorkflow, "def main"));
    assert.deepEqual(hover?.contents, {
      kind: "plaintext",
      value: `Measure · Python, line 1 of 3\n\ndef main(text):\n    print(text)\n    return {"size": len(text), "debug": text}`,
    });
  } finally {
    await other.stop();
  }
});

let opened = 0;

/** What a new document shows over the first occurrence of `target`, and the text that it is about. */
async function hoverAt(text: string, target: string, languageId = "yaml") {
  opened += 1;
  const uri = `file:///workspace/hover-${opened}.${languageId}`;
  client.openQuietly(uri, languageId, text);
  const hover = await client.hover(uri, positionOf(text, target));
  if (!hover) return undefined;
  const { contents, range } = hover;
  assert.ok(range && MarkupContent.is(contents) && contents.kind === "markdown");
  const lines = text.split("\n");
  assert.ok(range.start.line < range.end.line || range.start.character < range.end.character);
  return {
    over: (lines[range.start.line] ?? "").slice(
      range.start.character,
      range.start.line === range.end.line ? range.end.character : undefined,
    ),
    value: contents.value,
  };
}

function positionOf(text: string, target: string) {
  const offset = text.indexOf(target);
  assert.ok(offset >= 0, `${target} is not in the text`);
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: (before.at(-1) ?? "").length };
}

/** A Dify export whose one Code node has this scalar as its code. */
function nodeWith(scalar: string): string {
  return `app: { mode: workflow, name: Probe }
kind: app
version: 0.3.0
workflow:
  graph:
    edges: []
    nodes:
    - data:
        code: ${scalar}
        code_language: python3
        outputs: {}
        title: A node
        type: code
        variables: []
      id: "1"
`;
}
