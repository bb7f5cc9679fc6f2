import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { mayHoldDifyNodes, readDifyWorkflow } from "../../../../../src/core/dialects/dify/reading/read-workflow.ts";
import { indexLines, positionAt } from "../../../../../src/core/text/line-index.ts";

const summarise = `app:
  mode: workflow
kind: app
version: 0.4.0
workflow:
  graph:
    edges: []
    nodes:
    - data:
        type: start
        title: Start
        variables: [{variable: text, type: paragraph}]
      id: start
    - data:
        code: "def main(text: str, size: int):\\n    return {\\"summary\\": text[:size]}\\n"
        code_language: python3
        default_value:
        - key: summary
          type: string
          value: none
        - key: score
          type: number
          value: 1.50
        - key: parts
          type: object
          value: {n: 0x10, f: 1.0, yes: [~, no, 12345678901234567890]}
        error_strategy: default-value
        outputs:
          summary:
            children: null
            type: string
          about:
            type: object
            children:
              pages: {type: number}
              tags:
                type: array[object]
                children: {}
        retry_config:
          max_retries: 3
          retry_enabled: true
          retry_interval: 250
        title: Summarise
        type: code
        variables:
        - value_selector:
          - start
          - text
          value_type: string
          variable: text
        - value_selector: [sys, dialogue_count]
          variable: size
      id: 1721726788584
      parentId: iteration
`;

test("a node is read with everything it declares", () => {
  const { recognised, nodes, problems } = readDifyWorkflow(summarise);
  assert.ok(recognised);
  assert.deepEqual(problems, []);
  assert.equal(nodes.length, 1);
  const [node] = nodes;
  assert.ok(node);
  const { code, range, inputs, outputs, ...rest } = node;
  assert.deepEqual(rest, {
    id: "1721726788584",
    title: "Summarise",
    language: "python",
    retry: { maxRetries: 3, intervalMs: 250 },
    errorStrategy: "default-value",
    defaults: [
      { key: "summary", type: "string", valueText: '"none"' },
      { key: "score", type: "number", valueText: "1.50" },
      {
        key: "parts",
        type: "object",
        valueText: '{"n": 16, "f": 1.0, "yes": [null, false, 12345678901234567890]}',
      },
    ],
  });
  assert.equal(code.code, 'def main(text: str, size: int):\n    return {"summary": text[:size]}\n');
  assert.deepEqual(
    inputs.map(({ range: _, ...input }) => input),
    [
      {
        name: "text",
        type: "string",
        selector: ["start", "text"],
        source: { label: "Start · text", type: "string" },
      },
      {
        name: "size",
        selector: ["sys", "dialogue_count"],
        source: { label: "System · dialogue_count", type: "number" },
      },
    ],
  );
  assert.deepEqual(JSON.parse(JSON.stringify(outputs, (key, value) => (key === "range" ? undefined : value))), [
    { name: "summary", type: "string" },
    {
      name: "about",
      type: "object",
      children: [
        { name: "pages", type: "number" },
        { name: "tags", type: "array[object]", children: [] },
      ],
    },
  ]);
  assert.ok(summarise.startsWith('data:\n        code: "def', range.start));
  assert.ok(summarise.slice(0, range.end).endsWith("parentId: iteration"));
  for (const { name, range: place } of [...inputs, ...outputs]) {
    assert.equal(summarise.slice(place.start, place.end), name);
  }
});

/** A node's data in JSON, changed by each case, as YAML. */
interface Problem {
  readonly why: string;
  /** Lines of the node's data that replace those of a sound node, by key; undefined removes the key. */
  readonly data: Readonly<Record<string, string | undefined>>;
  /** What the underlined text is, and what the message says. */
  readonly at: string;
  readonly message: RegExp;
  readonly nodes: number;
}

const problems: readonly Problem[] = [
  { why: "no code", data: { code: undefined }, at: "type: code", message: /"Sum" has no code\. Write/, nodes: 0 },
  { why: "null code", data: { code: "" }, at: "code", message: /is empty, and Dify refuses/, nodes: 0 },
  { why: "a number as code", data: { code: "12" }, at: "12", message: /is a number, not text.*quotes/, nodes: 0 },
  { why: "a list as code", data: { code: "[a]" }, at: "[a]", message: /is a list, not text/, nodes: 0 },
  { why: "a boolean of YAML 1.1 as code", data: { code: "yes" }, at: "yes", message: /is a yes\/no value/, nodes: 0 },
  {
    why: "no language",
    data: { code_language: undefined },
    at: "type: code",
    message: /does not say its language/,
    nodes: 0,
  },
  {
    why: "a template language",
    data: { code_language: "jinja2" },
    at: "jinja2",
    message: /"jinja2".*code_language: python3/,
    nodes: 0,
  },
  {
    why: "no inputs",
    data: { variables: undefined },
    at: "type: code",
    message: /no list of inputs.*variables: \[\]/,
    nodes: 1,
  },
  {
    why: "inputs as a mapping",
    data: { variables: "{a: b}" },
    at: "variables",
    message: /are a mapping, not a list/,
    nodes: 1,
  },
  {
    why: "an input that is text",
    data: { variables: "[a]" },
    at: "a",
    message: /an input that is text, not a mapping/,
    nodes: 1,
  },
  {
    why: "an input without a name",
    data: { variables: "[{value_selector: []}]" },
    at: "value_selector",
    message: /an input without a name/,
    nodes: 1,
  },
  {
    why: "an input without a selector",
    data: { variables: "[{variable: a}]" },
    at: "variable",
    message: /value selector of the input "a" is missing/,
    nodes: 1,
  },
  {
    why: "a selector as text",
    data: { variables: "[{variable: a, value_selector: s.a}]" },
    at: "s.a",
    message: /"a" is not a list.*\[node id, name\]/,
    nodes: 1,
  },
  {
    why: "no outputs",
    data: { outputs: undefined },
    at: "type: code",
    message: /declares no outputs.*outputs: \{\}/,
    nodes: 1,
  },
  {
    why: "outputs as a list",
    data: { outputs: "[{variable: a}]" },
    at: "outputs",
    message: /are a list, not a mapping/,
    nodes: 1,
  },
  {
    why: "a type that was misspelt",
    data: { outputs: "{a: {type: array-object}}" },
    at: "array-object",
    message: /Write "array\[object\]"; the valid types are string, /,
    nodes: 1,
  },
  {
    why: "a type of other nodes",
    data: { outputs: "{a: {type: file}}" },
    at: "file",
    message: /"a" has the type "file".*Write one of string/,
    nodes: 1,
  },
  { why: "an output without a type", data: { outputs: "{a: {}}" }, at: "a", message: /"a" has no type/, nodes: 1 },
  {
    why: "an output that is text",
    data: { outputs: "{a: string}" },
    at: "string",
    message: /does not declare a type.*type: string/,
    nodes: 1,
  },
  {
    why: "an output twice",
    data: { outputs: "{a: {type: string}, a: {type: number}}" },
    at: "a",
    message: /"a" is declared twice/,
    nodes: 1,
  },
  {
    why: "children as a list",
    data: { outputs: "{a: {type: object, children: [b]}}" },
    at: "[b]",
    message: /children of the output "a" are a list/,
    nodes: 1,
  },
  {
    why: "a child of an unknown type",
    data: { outputs: "{a: {type: object, children: {b: {type: int}}}}" },
    at: "int",
    message: /"a\.b" has the type "int".*Write "number"/,
    nodes: 1,
  },
  {
    why: "an unknown error strategy",
    data: { error_strategy: "none" },
    at: "none",
    message: /"none", which Dify refuses/,
    nodes: 1,
  },
  {
    why: "no retry numbers",
    data: { retry_config: "" },
    at: "retry_config",
    message: /"retry_config" of the Code node "Sum" is/,
    nodes: 1,
  },
  {
    why: "a retry that is no number",
    data: { retry_config: "{retry_enabled: true, max_retries: many}" },
    at: "many",
    message: /"max_retries" must be a whole number/,
    nodes: 1,
  },
  {
    why: "a default value Dify has no type for",
    data: { error_strategy: "default-value", default_value: "[{key: a, type: boolean, value: true}]" },
    at: "boolean",
    message: /default value of "a" has the type "boolean"/,
    nodes: 1,
  },
  {
    why: "a default value without a key",
    data: { error_strategy: "default-value", default_value: "[{value: 1}]" },
    at: "{value: 1}",
    message: /cannot be read/,
    nodes: 1,
  },
  {
    why: "a version that is a number",
    data: { version: "1" },
    at: "1",
    message: /wants text\. Write "version: '1'"/,
    nodes: 1,
  },
];

for (const { why, data, at, message, nodes } of problems) {
  test(`a problem: ${why}`, () => {
    const text = workflowOf([nodeText("n1", data), nodeText("n2", { title: "Sound" })]);
    const reading = readDifyWorkflow(text);
    assert.equal(reading.problems.length, 1, JSON.stringify(reading.problems));
    const [problem] = reading.problems;
    assert.match(problem?.message ?? "", message);
    assert.equal(problem?.nodeId, "n1");
    assert.equal(text.slice(problem?.range.start, problem?.range.end), at);
    assert.equal(reading.nodes.length, nodes + 1);
    assert.equal(reading.nodes.at(-1)?.title, "Sound");
  });
}

test("what Dify accepts and refuses as node data is what is read without and with problems", () => {
  const { node_data: table } = JSON.parse(readFileSync("test/vectors/dify.json", "utf8"));
  assert.ok(table.cases.length > 20);
  for (const { id, change, expect } of table.cases) {
    if (id === "nd-empty-names") continue; // Accepted by the backend, but no call with an empty name can succeed.
    const data = { ...table.base, ...change };
    for (const key of Object.keys(data)) if (data[key] === "<absent>") delete data[key];
    const text = stringify({ kind: "app", workflow: { graph: { nodes: [{ id: "n", data }] } } });
    const { problems: found, recognised } = readDifyWorkflow(text);
    assert.ok(recognised, id);
    const refused = found.filter(({ check }) => check === "refused-declaration");
    assert.equal(refused.length > 0, expect.status === "rejected", `${id}: ${JSON.stringify(found)}`);
    // What Dify says is quoted, but for the long list of all types.
    const quoted = refused.map(({ message }) => message.replace(/^.*A run of Dify says "(.*)"\.$/s, "$1")).join();
    if (expect.status === "rejected") assert.ok(quoted.includes(expect.contains), `${id}: ${quoted}`);
  }
});

test("ids: missing ones are named by their place, repeated ones are reported and told apart", () => {
  const text = workflowOf([nodeText("a", {}), nodeText("", { title: "Two" }), nodeText("a", { title: "Three" })]);
  const { nodes, problems: found } = readDifyWorkflow(text);
  assert.deepEqual(
    nodes.map(({ id }) => id),
    ["a", "#2", "a (2)"],
  );
  assert.match(found[0]?.message ?? "", /"Two" has no id/);
  assert.match(found[1]?.message ?? "", /"Three" has the id "a", which is also that of "Sum"/);
  assert.equal(found[1]?.nodeId, "a (2)");
  // What cannot be read keeps its id, so that no other node is taken for it.
  const unread = readDifyWorkflow(text.replace("code_language: python3", "code_language: ruby"));
  assert.deepEqual(
    unread.nodes.map(({ id }) => id),
    ["#2", "a (2)"],
  );
  assert.equal(unread.problems[0]?.nodeId, "a");
});

test("inputs declared twice are both kept; retries count only when enabled; the title falls back to the id", () => {
  const text = workflowOf([
    nodeText("n", {
      title: undefined,
      variables: "[{variable: a, value_selector: [sys, query]}, {variable: a, value_selector: [sys, app_id]}]",
      retry_config: "{retry_enabled: false, max_retries: 3, retry_interval: 1}",
    }),
  ]);
  const { nodes, problems: found } = readDifyWorkflow(text);
  assert.deepEqual(
    found.map(({ check }) => check),
    ["unusable-name"],
  );
  assert.equal(nodes[0]?.title, "n");
  assert.equal(nodes[0]?.retry, undefined);
  assert.deepEqual(
    nodes[0]?.inputs.map(({ name, selector }) => [name, ...selector]),
    [
      ["a", "sys", "query"],
      ["a", "sys", "app_id"],
    ],
  );
});

test("anchors, aliases, merges and tags are followed", () => {
  const text = workflowOf([
    nodeText("a", { code: "&shared |\n          def main(): pass", outputs: "&out {r: {type: string}}" }),
    nodeText("b", { code: "*shared", outputs: "*out" }),
    nodeText("c", { code: "!!str 12" }),
  ]);
  const { nodes, problems: found } = readDifyWorkflow(text);
  assert.deepEqual(found, []);
  assert.deepEqual(
    nodes.map(({ code }) => code.code),
    ["def main(): pass\n", "def main(): pass\n", "12"],
  );
  assert.equal(nodes[1]?.code.documentRange.start, nodes[0]?.code.documentRange.start);
  assert.equal(nodes[1]?.outputs[0]?.name, "r");
});

const brokenFiles: readonly (readonly [why: string, broken: string, line: number, remedy: RegExp])[] = [
  ["a quote that is not closed", 'note: "open', 13, /Add the closing quote/],
  ["a tab", "x:\n\t- 1", 14, /Use spaces/],
  ["a colon in an unquoted value", "note: a: b", 13, /Put the value in quotes/],
  ["a reserved character", "note: @x", 13, /may not begin with "@"/],
  ["an unknown escape", 'note: "\\q"', 13, /Double the backslash/],
];

for (const [why, broken, line, remedy] of brokenFiles) {
  test(`broken YAML: ${why}; what stands above is still read`, () => {
    const text = `${workflowOf([nodeText("n1", {})])}${broken}\n`;
    const { recognised, nodes, problems: found } = readDifyWorkflow(text);
    assert.ok(recognised);
    assert.deepEqual(
      nodes.map(({ id }) => id),
      ["n1"],
    );
    assert.equal(found.length, 1, JSON.stringify(found));
    assert.match(found[0]?.message ?? "", new RegExp(`^Line ${line} is not valid YAML`));
    assert.match(found[0]?.message ?? "", remedy);
    assert.equal(positionAt(indexLines(text), found[0]?.range.start ?? 0).line + 1, line);
  });
}

const cutFiles: readonly (readonly [why: string, last: string, unread: readonly string[]])[] = [
  ["in place of its outputs", "        outputs:\n\t  r:\n            type: string\n", ["outputs"]],
  ["behind its first output", "        outputs:\n          a: {type: string}\n\t  r: {type: string}\n", ["outputs"]],
  ["before its outputs", "\toutputs:\n          r: {type: string}\n", ["inputs", "outputs"]],
];

for (const [why, last, unread] of cutFiles) {
  test(`a tab that cuts a node ${why} is the one problem, and what may be behind it is unknown`, () => {
    const node = nodeText("n1", { outputs: undefined, variables: why.startsWith("before") ? undefined : "[]" });
    const { nodes, problems: found } = readDifyWorkflow(workflowOf([node]) + last);
    assert.equal(found.length, 1, JSON.stringify(found));
    assert.match(found[0]?.message ?? "", /Use spaces/);
    assert.deepEqual(nodes[0]?.unread, unread);
  });
}

test("a second document is a problem, as Dify refuses it", () => {
  const { nodes, problems: found } = readDifyWorkflow(`${workflowOf([nodeText("n1", {})])}---\na: 1\n`);
  assert.equal(nodes.length, 1);
  assert.match(found[0]?.message ?? "", /second document/);
});

test("a character that PyYAML refuses is a problem", () => {
  const text = workflowOf([nodeText("n1", { code: "'a\x07b'" })]);
  const { nodes, problems: found } = readDifyWorkflow(text);
  assert.equal(nodes.length, 1);
  assert.match(found[0]?.message ?? "", /^Line 7 holds the unprintable character U\+0007.*"\\u0007"/);
  assert.equal(text.slice(found[0]?.range.start, found[0]?.range.end), "\x07");
  assert.deepEqual(readDifyWorkflow(`\uFEFF${workflowOf([nodeText("n1", { code: "'🌍é\x85\u2028'" })])}`).problems, []);
});

test("the export API's reply is told from an export", () => {
  const reply = `{"data": "${workflowOf([nodeText("n1", {})]).replaceAll('"', '\\"')}"}`;
  const { recognised, nodes, problems: found } = readDifyWorkflow(reply);
  assert.ok(recognised);
  assert.equal(nodes.length, 0);
  assert.equal(found.length, 1);
  assert.match(found[0]?.message ?? "", /reply of Dify's export API.*jq -r \.data/);
  assert.equal(reply.slice(found[0]?.range.start, found[0]?.range.end), '"data"');
});

test("other YAML is not recognised, broken or not", () => {
  const others = [
    "",
    "a: 1",
    "graph:\n  nodes: [1]\ntype: code\n",
    "graph: {nodes: [\ntype: code",
    "- type: code\n- graph\n- nodes\n",
  ];
  for (const text of others) {
    assert.deepEqual(readDifyWorkflow(text), { recognised: false, nodes: [], problems: [] }, text);
  }
});

test("the cheap look passes half-typed exports, and not 10 MB of something else", () => {
  assert.ok(mayHoldDifyNodes(summarise));
  assert.ok(mayHoldDifyNodes(summarise.replace(/code_language.*/, "")));
  assert.ok(mayHoldDifyNodes(JSON.stringify(parse(summarise))));
  const unrelated = "  /pets/{id}:\n    type: string\n    description: a graph of things\n".repeat(160_000);
  assert.ok(unrelated.length > 10_000_000);
  assert.equal(mayHoldDifyNodes(unrelated), false);
});

test("no text makes reading throw", () => {
  const pieces = fc.constantFrom(
    "workflow:",
    "graph:",
    "nodes:",
    "- ",
    "data:",
    "type: code",
    "code:",
    "code_language: python3",
    "outputs:",
    "variables:",
    "\n",
    "\n  ",
    "\n    ",
    "\n      ",
    '"',
    "'",
    "|",
    "[",
    "{",
    "}",
    "]",
    "&a ",
    "*a",
    "<<: *a",
    "!!int ",
    "? ",
    ": ",
    "#",
    "---\n",
    "\t",
    "default_value:",
    "error_strategy: default-value",
    "retry_config:",
    "value_selector: [1, text]",
    "variable: a",
    "- id: 1",
    "parentId: 1",
    "type: iteration",
    "iterator_selector: [1, item]",
    "edges: [{source: 1, target: 1}]",
    "x",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = `${parts.join("")}\n# graph nodes code_language`;
      for (const { range } of readDifyWorkflow(text).problems)
        assert.ok(range.start <= range.end && range.end <= text.length);
      for (const { range } of readDifyWorkflow(
        `workflow:\n  graph:\n    nodes:\n    - id: 1\n      data:\n        type: code\n        ${text}`,
      ).problems) {
        assert.ok(range.start <= range.end);
      }
    }),
    { numRuns: 2000 },
  );
  const deep = `workflow:\n  graph:\n    nodes: ${"[".repeat(20_000)} # code_language`;
  assert.doesNotThrow(() => readDifyWorkflow(deep));
  const bomb = Array.from({ length: 30 }, (_, n) => `x${n}: &x${n} [${`*x${n - 1}, `.repeat(9)}1]`).join("\n");
  const text = workflowOf([
    nodeText("n", { error_strategy: "default-value", default_value: "[{key: a, type: object, value: *x29}]" }),
  ]);
  assert.match(readDifyWorkflow(`${bomb}\n${text}`).problems[0]?.message ?? "", /cannot be read/);
  const endless = workflowOf([nodeText("n", { outputs: "&o {a: {type: object, children: *o}}" })]);
  assert.equal(readDifyWorkflow(endless).nodes.length, 1);
});

function workflowOf(nodes: readonly string[]): string {
  return `kind: app\nworkflow:\n  graph:\n    nodes:\n${nodes.join("")}`;
}

function nodeText(id: string, change: Readonly<Record<string, string | undefined>>): string {
  const data: Record<string, string | undefined> = {
    code: "'def main(): return {}'",
    code_language: "python3",
    outputs: "{}",
    title: "Sum",
    type: "code",
    variables: "[]",
    ...change,
  };
  const lines = Object.entries(data).flatMap(([key, value]) =>
    value === undefined ? [] : [`        ${key}: ${value}\n`],
  );
  return `    - id: ${id}\n      data:\n${lines.join("")}`;
}
