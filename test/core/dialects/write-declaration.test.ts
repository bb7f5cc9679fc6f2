import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { workflowType } from "../../../src/core/contract/input-types.ts";
import { allDialects, dialectById } from "../../../src/core/dialects/all-dialects.ts";
import type { Dialect } from "../../../src/core/dialects/dialect.ts";
import { refusalsOf } from "../../../src/core/dialects/dify/platform/dify-node.ts";
import { ownPartOf } from "../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { verbatimText } from "../../../src/core/text/embedded-text.ts";
import { offsetRange } from "../../../src/core/text/offset-range.ts";
import {
  type CodeNode,
  type ErrorStrategy,
  type Input,
  type Output,
  outputTypes,
} from "../../../src/core/workflow/code-node.ts";
import { soundFiles } from "../sources/sound-files.ts";

// A node that is written as a node file of its own is the node that it was.

for (const id of ["dify", "n8n"] as const) {
  test(`every Code node of the workflow files of ${id} is read back from its own declaration`, () => {
    const nodes = soundFiles(id).flatMap(({ name, dialect, reading }) =>
      reading.nodes.map((node) => ({ name, dialect, node })),
    );
    assert.ok(nodes.length > 30, `only ${nodes.length} nodes`);
    for (const { name, dialect, node } of nodes) {
      assert.deepEqual(declarationOf(readBack(dialect, node)), declarationOf(node), `${name}: ${node.title}`);
    }
  });
}

test("the nodes of the examples, too, with failure handling of every kind", () => {
  const strategies = new Set<string>();
  for (const folder of readdirSync("examples")) {
    if (!["dify", "n8n"].includes(folder)) continue;
    for (const name of readdirSync(`examples/${folder}`)) {
      const text = readFileSync(`examples/${folder}/${name}`, "utf8");
      const read = readSource({ path: name, text });
      for (const node of read?.reading.nodes ?? []) {
        strategies.add(`${node.errorStrategy}${node.retry ? " with retry" : ""}`);
        assert.deepEqual(declarationOf(readBack(read?.dialect ?? assert.fail(), node)), declarationOf(node), name);
      }
    }
  }
  for (const expected of ["none", "fail-branch", "default-value", "none with retry"]) {
    assert.ok(strategies.has(expected), `no example has ${expected}`);
  }
});

test("any declaration of Dify is read back: odd names, nested children, types and defaults of other outputs", () => {
  const dify = dialectById("dify") ?? assert.fail();
  fc.assert(
    fc.property(arbitraryDifyNode(), (node) => {
      assert.deepEqual(declarationOf(readBack(dify, node)), declarationOf(node));
    }),
  );
});

test("any declaration of n8n is read back: every mode, language, kind and failure handling", () => {
  const n8n = dialectById("n8n") ?? assert.fail();
  const flags = ["executeOnce", "alwaysOutputData", "disabled", "continueOnFail", "retryOnFail"];
  const setting = fc.record(
    {
      ...Object.fromEntries(flags.map((name) => [name, fc.boolean()])),
      type: fc.constantFrom("n8n-nodes-base.code", "n8n-nodes-base.function", "n8n-nodes-base.functionItem"),
      typeVersion: fc.constantFrom(1, 2),
      onError: fc.constantFrom("stopWorkflow", "continueRegularOutput", "continueErrorOutput", "sometimes"),
      maxTries: fc.integer({ min: 0, max: 9 }),
      waitBetweenTries: fc.integer({ min: 0, max: 9000 }),
      parameters: fc.record(
        {
          mode: fc.constantFrom("runOnceForAllItems", "runOnceForEachItem"),
          language: fc.constantFrom("javaScript", "pythonNative", "python", "ruby"),
          jsCode: fc.constant("return [];"),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ["type"] },
  );
  fc.assert(
    fc.property(setting, (given) => {
      const text = JSON.stringify({ nodes: [{ id: "1", name: "Code", ...given }], connections: {} });
      const [node] = n8n.readWorkflow(text).nodes;
      assert.ok(node, text);
      assert.deepEqual(declarationOf(readBack(n8n, node)), declarationOf(node), text);
    }),
    { numRuns: 500 },
  );
});

test("the default of an output that is declared twice keeps its type", () => {
  const dify = dialectById("dify") ?? assert.fail();
  const outputs = (["string", "array[boolean]"] as const).map((type) => ({
    name: "flags",
    type,
    range: offsetRange(0, 0),
  }));
  const defaults = [{ key: "flags", type: "string", valueText: "{}" } as const];
  const node: CodeNode = { ...plainNode, outputs, errorStrategy: "default-value", defaults };
  assert.deepEqual(readBack(dify, node).defaults, defaults);
});

test("inputs that could not be read stay unread, instead of being none", () => {
  const dify = dialectById("dify") ?? assert.fail();
  const node: CodeNode = { ...plainNode, unread: ["inputs"] };
  const text = dify.writeDeclaration(node);
  const { nodes, problems } = readText(dify, node, text);
  assert.deepEqual(nodes[0]?.unread, ["inputs"]);
  assert.match(problems[0]?.message ?? "", /"inputs" is not an object/);
});

test("a declaration is laid out for people, and says only what is needed", () => {
  const [dify, n8n] = allDialects;
  const text = dify.writeDeclaration({
    ...plainNode,
    inputs: [{ name: "text", type: "string", selector: ["1711", "text"], range: offsetRange(0, 0) }],
    retry: { maxRetries: 2, intervalMs: 500 },
  });
  assert.equal(
    text,
    `{
  "dialect": "dify",
  "inputs": {
    "text": {
      "type": "string",
      "from": [
        "1711",
        "text"
      ]
    }
  },
  "outputs": {},
  "retry": {
    "maxRetries": 2,
    "intervalMs": 500
  }
}
`,
  );
  assert.equal(n8n?.writeDeclaration(plainNode), '{\n  "dialect": "n8n"\n}\n');
});

const plainNode: CodeNode = {
  id: "a.py",
  title: "a",
  language: "python",
  inputs: [],
  outputs: [],
  errorStrategy: "none",
  defaults: [],
  code: verbatimText(""),
  range: offsetRange(0, 0),
};

function readText(dialect: Dialect, { language, code }: CodeNode, text: string) {
  const fileName = language === "python" ? "a.py" : "a.js";
  return dialect.readDeclaration({ text, code: code.code, language, fileName });
}

function readBack(dialect: Dialect, node: CodeNode): CodeNode {
  const text = dialect.writeDeclaration(node);
  const [read] = readText(dialect, node, text).nodes;
  assert.ok(read, text);
  assert.equal(dialect.writeDeclaration(read), text, "written again, it is the same text");
  return read;
}

/**
 * What a node declares, without where it stands; of names that are declared twice, the last. The type of an input is
 * the one that its workflow gives it, and what a node file has no place for (the nodes around it) is left out.
 */
function declarationOf(node: CodeNode) {
  const { language, form, retry, errorStrategy, defaults, unread, code } = node;
  // Why a workflow is refused stands in the workflow alone.
  const own = refusalsOf(node).length > 0 ? undefined : ownPartOf(node);
  const { workflow: _workflow, languageRange: _range, ...settings } = own ?? {};
  return {
    language,
    form,
    retry,
    errorStrategy,
    unread,
    code: code.code,
    settings,
    inputs: [...lastOfEachName(node.inputs).values()].map((input: Input) => ({
      name: input.name,
      type: workflowType(input),
      selector: own ? [] : input.selector,
    })),
    outputs: bareOutputs(node.outputs),
    defaults: [...new Map(defaults.map((value) => [value.key, value])).values()].map(({ key, type, valueText }) => ({
      key,
      type,
      value: JSON.parse(valueText),
    })),
  };
}

function bareOutputs(outputs: readonly Output[]): unknown {
  return [...lastOfEachName(outputs).values()].map(({ name, type, children }) => ({
    name,
    type,
    children: children && bareOutputs(children),
  }));
}

function lastOfEachName<Each extends { readonly name: string }>(all: readonly Each[]): ReadonlyMap<string, Each> {
  return new Map(all.map((each) => [each.name, each]));
}

function arbitraryDifyNode(): fc.Arbitrary<CodeNode> {
  const range = offsetRange(0, 0);
  const name = fc.oneof(
    fc.constantFrom("text", "result", "1", "0", "__proto__", "constructor", "with space", '"', "\\", "你好", "😀", ""),
    fc.string({ unit: "grapheme" }),
  );
  const { outputs } = fc.letrec<{ outputs: readonly Output[]; output: Output }>((tie) => ({
    outputs: fc.array(tie("output"), { maxLength: 3 }),
    output: fc
      .tuple(name, fc.constantFrom(...outputTypes), fc.option(tie("outputs"), { maxDepth: 4 }))
      .map(([name, type, children]) => ({ name, type, ...(children ? { children } : {}), range })),
  }));
  const input: fc.Arbitrary<Input> = fc
    .record({ name, type: fc.option(fc.constantFrom("string", "array[file]", "odd")), selector: fc.array(name) })
    .map(({ type, ...rest }) => ({ ...rest, ...(type ? { type } : {}), range }));
  const value = fc.record({
    key: name,
    type: fc.constantFrom(...outputTypes, "secret"),
    valueText: fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json)),
  });
  return fc
    .record({
      inputs: fc.array(input, { maxLength: 4 }),
      outputs,
      retry: fc.option(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.nat())),
      errorStrategy: fc.constantFrom<ErrorStrategy>("none", "fail-branch", "default-value"),
      defaults: fc.array(value, { maxLength: 4 }),
    })
    .map(({ retry, defaults, ...rest }) => ({
      ...plainNode,
      ...rest,
      ...(retry ? { retry: { maxRetries: retry[0], intervalMs: retry[1] } } : {}),
      defaults: rest.errorStrategy === "default-value" ? defaults : [],
    }));
}
