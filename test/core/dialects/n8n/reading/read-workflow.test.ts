import assert from "node:assert/strict";
import { test } from "node:test";
import { n8n } from "../../../../../src/core/dialects/n8n/n8n.ts";
import { ownPartOf, previousNode } from "../../../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { mayHoldN8nNodes, readN8nWorkflow } from "../../../../../src/core/dialects/n8n/reading/read-workflow.ts";
import { workflowText } from "../workflow-text.ts";

function onlyNode(description: object, rest?: object) {
  const { nodes, problems } = readN8nWorkflow(workflowText([description], rest));
  assert.deepEqual(problems, []);
  return nodes[0] ?? assert.fail("no node was read");
}

test("defaults: no language is JavaScript, no mode is all items", () => {
  const node = onlyNode({});
  const { id, title, language, form, code, inputs, outputs, retry } = node;
  const own = ownPartOf(node);
  assert.deepEqual(
    [id, title, language, form, code.code, outputs, retry],
    ["id", "Code", "javascript", "async-body", "return [];", [], undefined],
  );
  const { workflow, ...declared } = own ?? assert.fail();
  assert.ok(workflow?.isWhole);
  assert.deepEqual(declared, {
    kind: "code",
    typeVersion: 2,
    mode: "runOnceForAllItems",
    language: "javaScript",
    onError: "stopWorkflow",
    continuesOnFail: false,
    executesOnce: false,
    alwaysOutputsData: false,
    isDisabled: false,
  });
  assert.deepEqual(
    inputs.map(({ name, type, selector }) => [name, type, selector]),
    [["items", "array[object]", []]],
  );
});

test("languages, modes and versions", () => {
  const read = (parameters: object, typeVersion = 2) => {
    const node = onlyNode({ parameters, typeVersion });
    const { language, form, code } = node;
    const own = ownPartOf(node);
    return [language, form, own?.language, own?.mode, code.code];
  };
  assert.deepEqual(read({ mode: "runOnceForEachItem", jsCode: "return 1" }), [
    "javascript",
    "async-body",
    "javaScript",
    "runOnceForEachItem",
    "return 1",
  ]);
  assert.deepEqual(read({ language: "pythonNative", pythonCode: "return []" }), [
    "python",
    "body",
    "pythonNative",
    "runOnceForAllItems",
    "return []",
  ]);
  assert.deepEqual(read({ language: "python", pythonCode: "return []", jsCode: "no" }).slice(0, 3), [
    "python",
    "async-body",
    "python",
  ]);
  // Version 1 knows no language.
  assert.deepEqual(read({ language: "python", pythonCode: "no", jsCode: "return 2" }, 1), [
    "javascript",
    "async-body",
    "javaScript",
    "runOnceForAllItems",
    "return 2",
  ]);
  assert.deepEqual(read({}).at(-1), "");
});

test("the old Function and Function Item nodes", () => {
  const read = (type: string) => {
    const node = onlyNode({ type, typeVersion: 1, parameters: { functionCode: "return items;" } });
    const { code } = node;
    const own = ownPartOf(node);
    return [own?.kind, own?.mode, code.code];
  };
  assert.deepEqual(read("n8n-nodes-base.function"), ["function", "runOnceForAllItems", "return items;"]);
  assert.deepEqual(read("n8n-nodes-base.functionItem"), ["function-item", "runOnceForEachItem", "return items;"]);
});

test("an array, as n8n's command line exports it, and what the clipboard holds", () => {
  const one = workflowText([{}], { name: "A", settings: {}, shared: [] });
  const other = workflowText([{}, { parameters: { jsCode: "return 2;" } }], { name: "B" });
  const { nodes } = readN8nWorkflow(`[${one},${other}]`);
  assert.deepEqual(
    nodes.map((node) => [node.id, node.title, ownPartOf(node)?.workflow?.name]),
    [
      ["id", "Code", "A"],
      ["id (2)", "Code", "B"],
      ["id 1", "Code 1", "B"],
    ],
  );
  const copied = readN8nWorkflow(workflowText([{}], { connections: {}, pinData: {}, meta: {} }));
  assert.equal(ownPartOf(copied.nodes[0])?.workflow?.isWhole, false);
});

test("settings of the node and the workflow, pinned items and connections", () => {
  const workflow = {
    id: "w1",
    name: "Orders",
    active: true,
    settings: { timezone: "Europe/Berlin", binaryMode: "combined" },
    staticData: { a: 1 },
    pinData: { "Code 1": [{ json: { n: 1.0 } }] },
    connections: {
      "Code 1": {
        main: [[], [{ node: "Code", type: "main", index: 0 }]],
        ai_tool: [[{ node: "Code", type: "ai_tool", index: 0 }]],
      },
    },
  };
  const text = workflowText(
    [{ onError: "continueErrorOutput", executeOnce: true, alwaysOutputData: true, disabled: true }, {}],
    workflow,
  );
  const [node] = readN8nWorkflow(text).nodes;
  const own = ownPartOf(node) ?? assert.fail();
  assert.deepEqual(
    [own.onError, own.executesOnce, own.alwaysOutputsData, own.isDisabled],
    ["continueErrorOutput", true, true, true],
  );
  const around = own.workflow ?? assert.fail();
  assert.deepEqual(
    [
      around.id,
      around.name,
      around.isActive,
      around.timezone,
      around.binaryMode,
      JSON.parse(around.staticDataText ?? ""),
    ],
    ["w1", "Orders", true, "Europe/Berlin", "combined", { a: 1 }],
  );
  assert.deepEqual(around.connections, [{ source: "Code 1", output: 1, target: "Code", input: 0 }]);
  assert.deepEqual(around.predecessors.get("Code"), ["Code 1", "Code 1"]);
  assert.deepEqual(JSON.parse(around.nodes.get("Code 1")?.pinnedItemsText ?? ""), [{ json: { n: 1 } }]);
  assert.equal(previousNode(around, "Code")?.name, "Code 1");
  assert.deepEqual(node?.inputs[0]?.source, { label: "Code 1", type: "array[object]" });
});

test("what happens on errors: the legacy setting counts where there is no other", () => {
  const read = (node: object) => {
    const { onError, continuesOnFail } = ownPartOf(onlyNode(node)) ?? assert.fail();
    return [onError, continuesOnFail];
  };
  assert.deepEqual(read({ continueOnFail: true }), ["continueRegularOutput", true]);
  assert.deepEqual(read({ continueOnFail: true, onError: "stopWorkflow" }), ["stopWorkflow", true]);
  assert.deepEqual(read({ onError: "continueRegularOutput" }), ["continueRegularOutput", false]);
});

test("retries: as declared, and clamped as n8n clamps them", () => {
  const cases: readonly (readonly [declared: object, tries: number, waitMs: number])[] = [
    [{}, 3, 1000],
    [{ maxTries: 0, waitBetweenTries: 0 }, 3, 1000],
    [{ maxTries: 1, waitBetweenTries: 10 }, 2, 10],
    [{ maxTries: 9, waitBetweenTries: 60_000 }, 5, 5000],
    [{ maxTries: 4, waitBetweenTries: 5000 }, 4, 5000],
  ];
  const target = n8n.targets[0] ?? assert.fail();
  for (const [declared, tries, waitMs] of cases) {
    const [node] = readN8nWorkflow(workflowText([{ retryOnFail: true, ...declared }])).nodes;
    assert.deepEqual(node && n8n.retryOf(node, target), { maxRetries: tries - 1, intervalMs: waitMs });
  }
  const { nodes, problems } = readN8nWorkflow(
    workflowText([{ retryOnFail: true, maxTries: 9, waitBetweenTries: 60_000 }]),
  );
  assert.deepEqual(nodes[0]?.retry, { maxRetries: 8, intervalMs: 60_000 });
  assert.deepEqual(
    problems.map(({ check, message }) => [check, message.slice(0, 15)]),
    [
      ["retry-out-of-range", '"maxTries" is 9'],
      ["retry-out-of-range", '"waitBetweenTri'],
    ],
  );
  assert.equal(onlyNode({ maxTries: 9 }).retry, undefined);
});

test("what n8n imports and refuses to run is a problem", () => {
  const problems = (parameters: object) =>
    readN8nWorkflow(workflowText([{ parameters }])).problems.map(({ check, message }) => [check, message]);
  const [[languageCheck, language] = []] = problems({ language: "ruby" });
  assert.equal(languageCheck, "refused-declaration");
  assert.match(String(language), /Unsupported language: ruby/);
  assert.match(String(problems({ mode: "twice", jsCode: "" })[0]?.[1]), /Could not get parameter "jsCode"/);
  assert.match(String(problems({ jsCode: 5 })[0]?.[1]), /is a number, not text/);
});

test("code is mapped into the file, line ends and escapes and all, without the equals signs that n8n strips", () => {
  const code = 'const a = "ä😀";\r\n\treturn [{ a }];\n';
  const text = workflowText([{ parameters: { jsCode: `=${code}` } }]);
  const [node] = readN8nWorkflow(text).nodes;
  assert.equal(node?.code.code, code);
  const { start, end } = node?.code.documentRange ?? assert.fail();
  assert.equal(JSON.parse(text.slice(start, end)), `=${code}`);
});

test("a file with a byte order mark is read, with its places", () => {
  const text = workflowText([{}]);
  const [node] = readN8nWorkflow(`\uFEFF${text}`).nodes;
  assert.equal(node?.range.start, 1 + (readN8nWorkflow(text).nodes[0]?.range.start ?? 0));
});

test("broken JSON is one problem, and the nodes before it are there", () => {
  const text = workflowText([{}, { parameters: { jsCode: "return 1;" } }]);
  const cut = text.slice(0, text.indexOf("return 1;") + 4);
  const { recognised, nodes, problems } = readN8nWorkflow(cut);
  assert.ok(recognised);
  assert.deepEqual(nodes.map(({ title }) => title)[0], "Code");
  assert.match(problems[0]?.message ?? "", /^Line \d+ is not valid JSON: .* n8n cannot import the file as it is\.$/);
  const comma = text.replace('"typeVersion": 2,', '"typeVersion": 2');
  assert.match(readN8nWorkflow(comma).problems[0]?.message ?? "", /a comma is missing before this/);
  assert.equal(readN8nWorkflow(comma).nodes.length, 2);
});

test("other JSON is not recognised, and costs one look", () => {
  for (const other of [
    "{}",
    "[1]",
    '{"nodes": []}',
    '{"nodes": {"type": "n8n-nodes-base.code"}}',
    '"n8n-nodes-base.code"',
  ]) {
    assert.deepEqual(readN8nWorkflow(other), { recognised: false, nodes: [], problems: [] });
  }
  assert.equal(mayHoldN8nNodes('{"name": "x", "version": "1.0.0", "nodes": []}'), false);
  assert.equal(mayHoldN8nNodes(workflowText([{}])), true);
});
