import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { writeCode } from "../../../../../src/core/sources/write-code.ts";
import { applyEdit } from "../../../../../src/core/text/text-edit.ts";
import { arbitraryCode } from "../../../sources/arbitrary-code.ts";
import { workflowText } from "../../../sources/sound-files.ts";

const type = '"type": "n8n-nodes-base.code"';

/** What is inserted into a file with one node without code; nothing else of the file changes. */
function inserted(text: string, code = "x"): { readonly newText: string; readonly written: string } {
  const file = workflowText(text);
  const [node] = file.reading.nodes;
  assert.ok(node, text);
  const writing = writeCode(file, node, code);
  assert.ok(writing.kind === "edit", JSON.stringify(writing));
  const { range, newText } = writing;
  assert.equal(range.start, range.end);
  const written = applyEdit(text, writing);
  assert.equal(written.slice(0, range.start) + written.slice(range.start + newText.length), text);
  return { newText, written };
}

/** The file before, with a caret where the insertion goes; the insertion. */
const layouts: readonly (readonly [why: string, picture: string, newText: string])[] = [
  [
    "one line within many, spaced as its neighbours are",
    `{\n  "nodes": [\n    {"id":"d","type":"n8n-nodes-base.code","parameters":{ "mode" :   "runOnceForEachItem"^ }}\n  ]\n}`,
    `, "jsCode" :   "x"`,
  ],
  [
    "no blanks at all",
    `{"nodes":[{"type":"n8n-nodes-base.code","parameters":{"mode":"runOnceForAllItems"^}}]}`,
    `,"jsCode":"x"`,
  ],
  [
    "a comma as the one before",
    `{"nodes":[{${type},"parameters":{"a": 1 ,  "b": 2^}}]}`, //
    ` ,  "jsCode": "x"`,
  ],
  [
    "a line of its own",
    `{"nodes": [\n  {\n    "parameters": {\n      "mode": "runOnceForAllItems"^\n    },\n    ${type}\n  }\n]}`,
    `,\n      "jsCode": "x"`,
  ],
  [
    "the same with tabs and CRLF, behind blank lines",
    `{"nodes": [\r\n\t{\r\n\t\t"parameters": {\r\n\t\t\t"a": 1,\r\n\r\n\t\t\t"b":2^\r\n\t\t},\r\n\t\t${type}\r\n\t}\r\n]}`,
    `,\r\n\t\t\t"jsCode":"x"`,
  ],
  [
    "lines that begin with a comma",
    `{"nodes": [{${type}, "parameters": {\n    "a": 1\n  , "b": 2^\n}}]}`,
    `\n  , "jsCode": "x"`,
  ],
  ["a value on the line behind its colon", `{"nodes": [{${type}, "parameters": {"a":\n{}^}}]}`, `, "jsCode": "x"`],
  ["an empty object on a line of many", `{"nodes": [{${type}, "parameters": {^}}]}`, `"jsCode": "x"`],
  ["an empty object among padded ones", `{"nodes": [{ ${type}, "parameters": {^} }]}`, ` "jsCode": "x" `],
  ["an empty object with a blank", `{"nodes": [{\n  ${type},\n  "parameters": {^ }}]}`, ` "jsCode": "x"`],
  [
    "an empty object behind a key on its own line",
    `{"nodes": [{\n   ${type},\n   "parameters" : {^}\n}]}`,
    `\n      "jsCode" : "x"\n   `,
  ],
  [
    "an empty object of two lines",
    `{"nodes": [\r\n\t{\r\n\t\t${type},\r\n\t\t"parameters": {^\r\n\t\t}\r\n\t}\r\n]}`,
    `\r\n\t\t\t"jsCode": "x"`,
  ],
  ["lines without indentation", `{"nodes": [\n{\n${type},\n"parameters": {^}\n}\n]}`, `\n"jsCode": "x"\n`],
  ["no parameters, one line", `{"connections": {}, "nodes": [{ ${type}^ }]}`, `, "parameters": { "jsCode": "x" }`],
  [
    "no parameters, no blanks",
    `{"connections":{},"nodes":[{"type":"n8n-nodes-base.code"^}]}`,
    `,"parameters":{"jsCode":"x"}`,
  ],
  [
    "no parameters, many lines",
    `\ufeff{\n  "connections": {},\n  "nodes": [\n    {\n      "id": "1",\n      ${type}^\n    }\n  ]\n}\n`,
    `,\n      "parameters": {\n        "jsCode": "x"\n      }`,
  ],
];

for (const [why, picture, newText] of layouts) {
  test(`code for a node without any: ${why}`, () => {
    const text = picture.replace("^", "");
    const result = inserted(text);
    assert.equal(result.newText, newText);
    assert.equal(result.written, picture.replace("^", newText));
  });
}

test("in a file that escapes all but ASCII, new code is escaped too", () => {
  const text = `{"name": "\\u00E9", "nodes": [{${type}, "parameters": {}}]}`;
  assert.equal(inserted(text, "ü😀").newText, '"jsCode": "\\u00FC\\uD83D\\uDE00"');
});

test("parameters that are no object are not written over", () => {
  const file = workflowText(`{"nodes": [{"name": "T", ${type}, "parameters": null}]}`);
  const [node] = file.reading.nodes;
  assert.ok(node);
  const writing = writeCode(file, node, "x");
  assert.ok(writing.kind === "refusal");
  assert.equal(writing.reason, "unsuitable-place");
  assert.match(writing.message, /^The "parameters" of "T" are null, not an object/);
});

test("any code into any layout is one insertion, spelt as what stands around it", () => {
  fc.assert(
    fc.property(arbitraryLayout(), arbitraryCode(), ({ text, node, isOnOneLine, lineEnd }, code) => {
      fc.pre(code !== "" && !code.startsWith("="));
      const { newText, written } = inserted(text, code);
      const { nodes } = JSON.parse(written.replace(/^\ufeff/, ""));
      assert.deepEqual(nodes, [{ ...node, parameters: { ...node.parameters, jsCode: code } }]);
      const lineEnds = newText.match(/\r\n|\r|\n/g) ?? [];
      assert.ok(isOnOneLine ? lineEnds.length === 0 : lineEnds.length > 0, JSON.stringify([text, newText]));
      assert.ok(lineEnds.every((one) => one === lineEnd));
    }),
    { numRuns: 1000 },
  );
});

test("a file as JSON.stringify writes it is still one", () => {
  const space = fc.constantFrom(undefined, 2, 4, "\t");
  const others = fc.record({ a: fc.constant({ b: [1, {}] }), c: fc.constant("x") }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.option(others, { nil: undefined }), space, fc.nat(2), (parameters, space, at) => {
      const members = Object.entries({ id: "1", type: "n8n-nodes-base.code" } as object);
      if (parameters) members.splice(at, 0, ["parameters", parameters]);
      const text = JSON.stringify({ connections: {}, nodes: [Object.fromEntries(members)] }, null, space);
      const { written } = inserted(text);
      assert.equal(written, JSON.stringify(JSON.parse(written), null, space));
    }),
  );
});

interface Layout {
  readonly text: string;
  readonly node: { readonly parameters?: object };
  /** What the code goes into. */
  readonly isOnOneLine: boolean;
  readonly lineEnd: string;
}

/** A workflow with one node, whose members and parameters stand on one line or on several, closer together or less. */
function arbitraryLayout(): fc.Arbitrary<Layout> {
  const blanks = fc.record({ inside: blank(), before: blank(), behind: blank(), colon: blank() });
  const object = fc.record({ isOnOneLine: fc.boolean(), blanks });
  const parameters = fc.constantFrom(undefined, {}, { mode: "runOnceForEachItem" }, { a: { b: [1, {}] }, c: "é" });
  return fc
    .record({
      node: object,
      inner: object,
      parameters,
      at: fc.nat(2),
      step: fc.constantFrom("  ", "    ", "\t"),
      lineEnd: fc.constantFrom("\n", "\r\n"),
      mark: fc.constantFrom("", "\ufeff"),
    })
    .map(({ node, inner, parameters, at, step, lineEnd, mark }) => {
      const spell = (
        members: readonly (readonly [string, string])[],
        margin: string,
        { blanks, isOnOneLine }: Shape,
      ) => {
        const { inside, before, behind, colon } = blanks;
        const [opening, between, closing] = isOnOneLine
          ? [inside, `${before},${behind}`, inside]
          : [lineEnd + margin + step, `,${lineEnd}${margin}${step}`, lineEnd + margin];
        const spelt = members.map(([name, value]) => `"${name}"${before}:${colon}${value}`);
        return spelt.length === 0 && isOnOneLine ? `{${inside}}` : `{${opening}${spelt.join(between)}${closing}}`;
      };
      const members: [string, string][] = [
        ["id", '"1"'],
        ["type", '"n8n-nodes-base.code"'],
      ];
      const own = Object.entries(parameters ?? {}).map(([name, value]) => [name, JSON.stringify(value)] as const);
      const nodeMargin = step + step;
      if (parameters) members.splice(at, 0, ["parameters", spell(own, nodeMargin + step, inner)]);
      const nodeText = spell(members, nodeMargin, node);
      const text = `${mark}{${lineEnd}${step}"connections": {},${lineEnd}${step}"nodes": [${lineEnd}${nodeMargin}${nodeText}${lineEnd}${step}]${lineEnd}}${lineEnd}`;
      // An empty pair of braces on one line is filled as the node around it is spelt, unless it holds blanks.
      const isBare = parameters !== undefined && own.length === 0 && inner.isOnOneLine && inner.blanks.inside === "";
      const isOnOneLine = parameters === undefined || isBare ? node.isOnOneLine : inner.isOnOneLine;
      return { text, node: JSON.parse(nodeText), isOnOneLine, lineEnd };
    });
}

interface Shape {
  readonly isOnOneLine: boolean;
  readonly blanks: {
    readonly inside: string;
    readonly before: string;
    readonly behind: string;
    readonly colon: string;
  };
}

function blank(): fc.Arbitrary<string> {
  return fc.constantFrom("", " ", "   ", "\t");
}
