import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { n8n } from "../../../../../src/core/dialects/n8n/n8n.ts";
import { ownPartOf } from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { corpusTest, corpusWorkflows } from "../../../../support/workflow-files.ts";
import { brokenPython, brokenTypeScript } from "./parses.ts";
import { companionsOf, typedNode } from "./typed-node.ts";
import { openProject } from "./typescript-project.ts";

const trickyName = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "new",
    "get",
    "a b",
    "1",
    '"',
    "'",
    "`$x`",
    "\\",
    "*/",
    "\u2028",
    "\ud800",
    "\n",
    "日本",
    "class",
  ),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, 1, 1.5, "text", Number.MAX_SAFE_INTEGER),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(trickyName, tie("json"), { maxKeys: 5 }),
  ),
}));
const items = fc.array(
  fc.record(
    {
      json: fc.dictionary(trickyName, json, { maxKeys: 5 }),
      binary: fc.dictionary(trickyName, fc.constant({}), { maxKeys: 2 }),
    },
    { requiredKeys: ["json"] },
  ),
  { maxLength: 4 },
);
const workflow = fc.record({
  fetched: items,
  others: fc.dictionary(
    trickyName.filter((name) => name !== "Code" && name !== "Fetch"),
    items,
    { maxKeys: 3 },
  ),
});

test("whatever nodes are called and have pinned, what is generated parses", () => {
  fc.assert(
    fc.property(
      workflow,
      fc.constantFrom("javaScript", "python", "pythonNative"),
      fc.boolean(),
      (given, language, isEach) => {
        const parameters = { language, jsCode: "", pythonCode: "", ...(isEach && { mode: "runOnceForEachItem" }) };
        const companions = companionsOf(typedNode({ ...given, parameters }));
        const [name, broken] =
          language === "javaScript"
            ? (["n8n.workflow.d.ts", brokenTypeScript] as const)
            : (["__builtins__.pyi", brokenPython] as const);
        const text = companions.get(name) ?? assert.fail(`${name} is generated`);
        assert.deepEqual(broken(text), [], text);
      },
    ),
    { numRuns: 300 },
  );
});

/** TypeScript spells a few characters in ways that JSON does not know. */
function asWritten(spelt: string): string {
  const inJson: Readonly<Record<string, string>> = { "\\0": "\\u0000", "\\v": "\\u000b", "\u2028": "\\u2028" };
  return JSON.parse(`"${spelt.replace(/\\.|\u2028/g, (sequence) => inJson[sequence] ?? sequence)}"`);
}

test("every member and every node of a generated workflow is completed", () => {
  let companions = companionsOf(typedNode({}));
  const project = openProject(() => companions);
  fc.assert(
    fc.property(workflow, (given) => {
      companions = companionsOf(typedNode(given));
      const nodes = project.completions('$("‸")').map(asWritten);
      assert.deepEqual(nodes.sort(), [...new Set(["Code", "Fetch", ...Object.keys(given.others)])].sort());
    }),
    { numRuns: 25 },
  );
});

corpusTest("the JavaScript of the corpus runs in n8n, and TypeScript finds no error in it", () => {
  const nodes = corpusWorkflows("n8n")
    .flatMap(({ text }) => n8n.readWorkflow(text).nodes)
    .filter(({ language }) => language === "javascript");
  assert.ok(nodes.length > 150, `${nodes.length} nodes`);
  const kinds = new Map(nodes.map((node) => [`${ownPartOf(node)?.kind} ${ownPartOf(node)?.mode}`, node]));
  let checked = 0;
  for (const [kind, example] of kinds) {
    const companions = companionsOf(example);
    const alike = nodes.filter((node) => `${ownPartOf(node)?.kind} ${ownPartOf(node)?.mode}` === kind);
    const remarks = openProject(() => companions).remarksOfEach(alike.map(({ code }) => code.code));
    for (const [index, node] of alike.entries()) {
      const errors = remarks[index]?.filter((remark) => !remark.startsWith("Suggestion"));
      assert.deepEqual(errors, [], node.title);
      checked++;
    }
  }
  assert.equal(checked, nodes.length);
});
