import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";

// What names itself a workflow is read, or one finding says why not; what is none is passed over in silence.

const n8nWorkflow = {
  name: "W",
  settings: {},
  nodes: [{ id: "a", name: "C", type: "n8n-nodes-base.code", typeVersion: 2, parameters: { jsCode: "return [];" } }],
  connections: {},
};
const n8n = JSON.stringify(n8nWorkflow);
const n8nWith = (rest: string) => `${n8n.slice(0, -1)},${rest}}`;

const graph = {
  nodes: [
    { id: "1", data: { type: "code", title: "C", code: "def main():\n    return {}\n", code_language: "python3" } },
  ],
};
const difyWorkflow = { kind: "app", workflow: { graph } };
const dify = JSON.stringify(difyWorkflow);
const difyInBlocks = `kind: app
workflow:
  graph:
    nodes:
    - id: "1"
      data:
        type: code
        title: C
        code_language: python3
        code: "def main(): return {}"
        variables: []
        outputs: {}
`;

const graphInBlocks = difyInBlocks.slice(difyInBlocks.indexOf("    nodes:"));
const names = "data result items payload response".split(" ");
const wrapped = (value: object) => JSON.stringify(names.reduceRight((inside, name) => ({ [name]: inside }), value));
const inLines = JSON.stringify(n8nWorkflow, null, 2);
const inPython = (json: string) => json.replaceAll('"', "'").replaceAll("true", "True").replaceAll("null", "None");
const set = { id: "b", name: "S", type: "n8n-nodes-base.set", parameters: {} };
const cutBehind = (part: string) => n8n.slice(0, n8n.indexOf(part) + part.length);

/** As Git leaves the line that holds `part`, changed on both sides. */
function inConflict(text: string, part: string, indentation = ""): string {
  const line = text.split("\n").find((one) => one.includes(part)) as string;
  const marks = ["<<<<<<< HEAD", line, "=======", line.replace(part, `${part} `), ">>>>>>> other"];
  return text.replace(line, () => marks.map((mark) => (mark === line ? mark : indentation + mark)).join("\n"));
}

const difyInBlock = difyInBlocks.replace(
  '"def main(): return {}"',
  "|\n          def main():\n              return {}",
);

const manifest = `apiVersion: v1\nkind: ConfigMap\ndata:\n  bot.yml: |\n${difyInBlocks.replace(/^(?=.)/gm, "    ")}`;

const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const inUtf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
const asUtf8 = (bytes: Buffer) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

const readable: Readonly<Record<string, string>> = {
  "deep pinned data": n8nWith(`"pinData":{"C":[{"json":{"x":${deep(201)}}}]}`),
  "pinned data of any depth": n8nWith(`"pinData":{"C":[{"json":{"x":${deep(300_000)}}}]}`),
  "deep data before the nodes": `{"meta":${deep(300)},${n8n.slice(1)}`,
  "brackets in strings": n8nWith(`"meta":${JSON.stringify(deep(300))}`),
  "a byte order mark": `\uFEFF${n8n}`,
  "several workflows of n8n": `[${n8n},${n8n}]`,
  "tags that say what is there": difyInBlocks.replace("nodes:", "nodes: !!seq").replace("type: ", "type: !!str "),
  "exclamation marks": difyInBlocks.replace("return {}", "return {} # hello !you !!set"),
  "nodes that are named twice and stand once": difyInBlocks
    .replace("workflow:", "workflow: &w")
    .concat("workflow: *w\n"),
  "a byte order mark of YAML": `\uFEFF${difyInBlocks}`,
};

for (const [name, text] of Object.entries(readable)) {
  test(`${name}: the nodes are read, and there is nothing to say`, () => {
    const { nodes, problems } = readSource({ path: "/w", text })?.reading ?? assert.fail("no workflow");
    assert.ok(nodes.length > 0);
    assert.deepEqual(problems, []);
  });
}

/** What stands behind a name of the export has a tag. */
function tagged(name: string, line: string, tag: string): Readonly<Record<string, readonly [string, RegExp]>> {
  const text = difyInBlocks.replace(`${line}\n`, `${line} ${tag}\n`);
  return {
    [name]: [text, new RegExp(`^Line \\d: the YAML tag ${tag} is none that Dify knows here.* Remove the tag\\.$`)],
  };
}

const told: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "deep data that are never closed": [`{"meta":${"[".repeat(300)},${n8n.slice(1)}`, /closing bracket \] is missing/],
  "brackets that close others": [`{"meta":${"[},".repeat(20_000)}${n8n.slice(1)}`, /not valid JSON/],
  "brackets that close nothing": [`{"meta":${"]".repeat(300)}${"[".repeat(20_000)}${n8n.slice(1)}`, /not valid JSON/],
  "a reply of n8n's API": [JSON.stringify({ data: [n8nWorkflow] }), /at \.data\[0\], and n8n imports none/],
  "a workflow in data": [JSON.stringify({ data: n8nWorkflow }), /at \.data, and n8n imports none/],
  "a template of n8n": [JSON.stringify({ workflow: { workflow: n8nWorkflow } }), /at \.workflow\.workflow, and/],
  "a list of replies": [JSON.stringify([{ json: n8nWorkflow }]), /at \.\[0\]\.json, and/],
  "a workflow as a string": [JSON.stringify({ data: n8n }), /as one string at \.data, and n8n/],
  "nothing but a string": [JSON.stringify(n8n), /as one string at \., and n8n/],
  "nodes that are overridden": [n8nWith('"nodes":null'), /names "nodes" more than once/],
  "nodes by their names": [JSON.stringify({ nodes: { C: n8nWorkflow.nodes[0] } }), /"nodes" is not a list/],
  "nodes as a string": [JSON.stringify({ nodes: JSON.stringify(n8nWorkflow.nodes) }), /"nodes" is not a list/],
  "a trailing comma": [`${n8n.slice(0, -1)},}`, /not valid JSON/],
  "a comment": [`// exported\n${n8n}`, /JSON knows no comments/],
  "a workflow per line": [`${n8n}\n${n8n}`, /nothing may follow/],
  "other lines before it": [`{"type":"meta"}\n${n8n}`, /nothing may follow/],
  "a fence around it": [`\`\`\`json\n${n8n}\n\`\`\``, /Line 1 is no JSON: other text .* begins on line 2/],
  "an answer around it": [`Here it is:\n\n\`\`\`json\n${inLines}\n\`\`\`\nEnjoy!`, /other text .* begins on line 4/],
  "a sentence before it": [`Here is your workflow:\n${n8n}`, /Line 1 is no JSON: other text/],
  "a sentence behind it": [`${n8n}\nEnjoy!`, /Line 2 .* nothing may follow/],
  "an assignment of it": [`const workflow = ${n8n};`, /Line 1 is no JSON: other text/],
  "a lost brace": [n8n.slice(1), /Line 1 .* beginning \{ is missing/],
  "a lost brace, in lines": [inLines.slice(1), /Line 2 .* beginning \{ is missing/],
  "a lost brace and quote": [n8n.slice(2), /beginning \{" is missing/],
  "Python's quotes": [inPython(n8n), /single quotes .* json\.dumps/],
  "Python's quotes, in lines": [inPython(inLines), /Line 2 .* single quotes/],
  "curly quotes": [inLines.replaceAll('"', "”"), /curly quotes/],
  "names without quotes": [inLines.replace(/"(\w+)":/g, "$1:"), /not valid JSON/],
  "a text of Python in data": [JSON.stringify({ data: inPython(n8n) }), /as one string at \.data/],
  "other nodes that override": [n8nWith(`"nodes":${JSON.stringify([set])}`), /names "nodes" more than once/],
  "Code nodes that override": [n8nWith(`"nodes":${JSON.stringify(n8nWorkflow.nodes)}`), /Code nodes above it are lost/],
  "nodes in a list of lists": [JSON.stringify({ ...n8nWorkflow, nodes: [n8nWorkflow.nodes] }), /a list of lists/],
  "nodes three lists deep": [
    JSON.stringify({ ...n8nWorkflow, nodes: [set, [[n8nWorkflow.nodes]]] }),
    /a list of lists/,
  ],
  "a reply behind a workflow": [JSON.stringify([n8nWorkflow, { json: n8nWorkflow }]), /at \.\[1\]\.json, and/],
  "a list behind a workflow": [
    JSON.stringify([{ ...n8nWorkflow, nodes: [set] }, [n8nWorkflow]]),
    /at \.\[1\]\[0\], and/,
  ],
  "a string behind a workflow": [JSON.stringify([n8nWorkflow, n8n]), /as one string at \.\[1\]/],
  "many wrappers": [wrapped(n8nWorkflow), /at \.data\.result\.items\.payload\.response, and n8n/],
  "a wrapper of another name": [
    JSON.stringify({ saved: 1, "my backup": n8nWorkflow }),
    /at \.\["my backup"\], and n8n/,
  ],
  "JSON cut behind a node's type": [cutBehind('"n8n-nodes-base.code"'), /a closing brace \} is missing/],
  "JSON cut behind a name": [cutBehind('"parameters"'), /not valid JSON/],
  "JSON cut behind a brace": [cutBehind('"parameters":{'), /a closing brace \} is missing/],
  "JSON cut within code": [cutBehind('"jsCode":"retu'), /a string is not closed/],
  "JSON cut before code": [cutBehind('"jsCode":"'), /a string is not closed/],
  "code without its colon": [n8n.replace('"jsCode":', '"jsCode" '), /a colon is missing/],
  "n8n in UTF-16": [asUtf8(inUtf16(n8n)), /UTF-16.*Save it as UTF-8/],
  "n8n in UTF-16, the other way": [asUtf8(inUtf16(n8n).swap16()), /UTF-16.*Save it as UTF-8/],

  "Dify in UTF-16": [asUtf8(inUtf16(difyInBlocks)), /UTF-16.*Save it as UTF-8/],
  "Dify in data": [JSON.stringify({ data: difyWorkflow }), /at \.data, and Dify imports none/],
  "a list of exports": [JSON.stringify([difyWorkflow]), /at \.\[0\], and Dify imports none/],
  "a request to Dify": [JSON.stringify({ yaml_content: difyInBlocks }), /as one string at \.yaml_content/],
  "a block of an export": [`data: |\n${difyInBlocks.replace(/^/gm, "  ")}`, /as one string at \.data/],
  "a draft of Dify": [JSON.stringify({ id: "x", graph }), /nodes of a workflow at \.graph/],
  "a graph as a string": [JSON.stringify({ graph: JSON.stringify(graph) }), /nodes of a workflow at \.graph/],
  "a workflow that is overridden": [`${difyInBlocks}workflow:\n`, /"workflow" or its "graph" more than once/],
  "a graph that is overridden": [`${difyInBlocks}  graph: null\n`, /"workflow" or its "graph" more than once/],
  "another document before it": [`---\na: 1\n---\n${difyInBlocks}`, /second document/],
  "an export that is too deep": [`x: ${deep(600)}\n${difyInBlocks}`, /more than 490/],
  "JSON of Dify that is too deep": [`{"x":${deep(600)},${dify.slice(1)}`, /more than 490/],
  "a graph that is overridden by another": [
    `${difyInBlocks}  graph: {}\n`,
    /more than once.*Code nodes of this one are lost/,
  ],
  "a graph with other nodes": [
    `${difyInBlocks}  graph:\n    nodes: [{id: "2", data: {type: start}}]\n`,
    /more than once/,
  ],
  "a graph with Code nodes": [`${difyInBlocks}  graph:\n${graphInBlocks}`, /more than once/],
  "nodes of Dify that are overridden": [`${difyInBlocks}    nodes: []\n`, /more than once, or the graph's "nodes"/],
  "nodes of Dify that are emptied": [`${difyInBlocks}    nodes:\n`, /more than once, or the graph's "nodes"/],
  "a workflow that another overrides": [`${difyInBlocks}workflow: {graph: {nodes: []}}\n`, /more than once/],
  "nodes of Dify in a list of lists": [
    JSON.stringify({ workflow: { graph: { nodes: [graph.nodes] } } }),
    /list of lists/,
  ],
  "nodes without a graph": [
    JSON.stringify({ kind: "app", workflow: graph }),
    /nodes of a workflow at \.workflow\.nodes/,
  ],
  "nodes and nothing else": [JSON.stringify(graph), /nodes of a workflow at \.nodes/],
  "a workflow of Dify as a string": [
    JSON.stringify({ kind: "app", workflow: JSON.stringify({ graph }) }),
    /as one string at \.workflow/,
  ],
  "Dify in many wrappers": [wrapped(difyWorkflow), /at \.data\.result\.items\.payload\.response, and Dify/],
  "Dify in a wrapper of another name": [JSON.stringify({ my_backup: difyWorkflow }), /at \.my_backup, and Dify/],
  "a fence around Dify": [`\`\`\`yaml\n${difyInBlocks}\`\`\`\n`, /Line 1 is no YAML: the marks ``` of Markdown/],
  "an answer around Dify": [`Here it is:\n\n\`\`\`yaml\n${difyInBlocks}\`\`\`\n`, /Line 3 is no YAML: the marks ```/],
  "a fence around JSON of Dify": [`\`\`\`json\n${dify}\n\`\`\`\n`, /the marks ``` of Markdown/],
  "JSON of Dify that is cut in its code": [dify.slice(0, dify.indexOf("return")), /not valid YAML/],
  "a merge of Dify that was not finished": [
    inConflict(difyInBlocks, "title: C"),
    /^Line 8: a merge was not finished here\..* Dify cannot import/,
  ],
  "a merge within a block of code": [inConflict(difyInBlock, "return"), /^Line 12: a merge was not finished here/],
  "a merge at the end of a block of code": [inConflict(difyInBlock, "variables"), /^Line 13: a merge was not/],
  "a merge of code alone": [inConflict(difyInBlock, "return", " ".repeat(10)), /^A merge was not finished here/],
  "a merge of n8n that was not finished": [
    inConflict(inLines, '"jsCode":'),
    /^Line \d+: a merge was not finished here\..* n8n cannot import/,
  ],
  "a merge of a string of code": [
    JSON.stringify({
      ...n8nWorkflow,
      nodes: [{ ...n8nWorkflow.nodes[0], parameters: { jsCode: inConflict("x = 1\nreturn []", "return") } }],
    }),
    /^A merge was not finished here/,
  ],
  "a tag before an anchor": [difyInBlocks.replace("nodes:", "nodes: !foo &n"), /the YAML tag !foo is none/],
  "a tag behind an anchor": [difyInBlocks.replace("nodes:", "nodes: &a&b\n      !foo"), /the YAML tag !foo is none/],
  "a tag in brackets": [difyInBlocks.replace("variables: []", "variables: [!foo {}]"), /the YAML tag !foo is none/],
  "a tag of an item": [difyInBlocks.replace("    - id", "    - !foo\n      id"), /the YAML tag !foo is none/],
  "a tag of JSON": [dify.replace('"graph":', '"graph":!foo '), /the YAML tag !foo is none/],
  "a tag that begins as a comparison": [difyInBlocks.replace('id: "1"', "id: !=x 1"), /the YAML tag !=x is none/],
  ...tagged("a graph of a tag", "  graph:", "!foo"),
  ...tagged("a workflow of a tag", "workflow:", "!foo"),
  ...tagged("nodes of a tag", "    nodes:", "!foo"),
  ...tagged("nodes as a set", "    nodes:", "!!set"),
  ...tagged("data as a list of pairs", "      data:", "!!omap"),
  ...tagged("data as text", "      data:", "!!str"),
  ...tagged("an object of Python", "workflow:", "!!python/object:dify.App"),
  "JSON of Dify per line": [`{"a":1}\n${dify}`, /not valid YAML/],
};

for (const [name, [text, says]] of Object.entries(told)) {
  test(`${name}: one finding says what is wrong`, () => {
    const source = { path: "/w", text };
    const read = readSource(source) ?? assert.fail("no workflow");
    assert.equal(read.hasFailed, undefined);
    const { findings } = checkSource(source, read, targetOrDefault(read.dialect, undefined), readNodeFacts);
    assert.deepEqual(findings.map(({ message }) => message).slice(1), []);
    assert.match(findings[0]?.message ?? "", says);
  });
}

const others: Readonly<Record<string, string>> = {
  "a workflow among an application's own data": JSON.stringify({ fixtures: { first: n8nWorkflow } }),
  "a graph among an application's own data": JSON.stringify({ fixtures: { first: difyWorkflow } }),
  "an index of node types": JSON.stringify({ nodes: ["n8n-nodes-base.code"] }),
  "zeros and nothing else": "\0".repeat(100),
  "a workflow without Code nodes in UTF-16": asUtf8(inUtf16(n8n.replace(".code", ".set"))),
  "a count of node types": '{"nodes":[{"type":"n8n-nodes-base.code","usage":3}]}',
  "a count in a reply": '{"data":{"nodes":[{"type":"n8n-nodes-base.code","typeVersion":2,"usage":3}]}}',
  "a count with a trailing comma": '{"nodes":[{"type":"n8n-nodes-base.code","usage":3},]}',
  "a count by types": '{"nodes":{"n8n-nodes-base.code":{"type":"n8n-nodes-base.code"}}}',
  "a description of node types": '{"nodes":[{"type":"n8n-nodes-base.code","displayName":"Code","name":"code"}]}',
  "a list of names": '{"result":[{"nodes":[{"type":"n8n-nodes-base.code","name":"C","id":"3"}],"edges":[]}]}',
  "settings with comments":
    '{\n  // "nodes": [ {"type": "n8n-nodes-base.code"\n  "nodes": [{"type":"n8n-nodes-base.code"}],\n}',
  "a conversation about a workflow": JSON.stringify({
    messages: [
      { role: "user", content: "make" },
      { role: "assistant", content: n8n },
    ],
  }),
  "nodes of another engine by their names":
    "kind: app\nworkflow:\n  name: x\n  graph:\n    nodes:\n      a: {type: code}\n",
  "a manifest of Kubernetes": JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", data: { workflow: n8n } }),
  "a manifest in YAML": `apiVersion: v1\nkind: ConfigMap\ndata:\n  w.json: |\n${inLines.replace(/^/gm, "    ")}\n`,
  "a workflow of n8n that is kept as YAML": "nodes:\n- type: n8n-nodes-base.code\n  parameters:\n    jsCode: x\n",
  "a manifest with an export and a second one": `${manifest}---\napiVersion: v1\nkind: Service\n`,
  "a manifest behind another one": `apiVersion: v1\nkind: Service\n---\n${manifest}`,
  "a manifest with an export": manifest.replace("bot.yml", "workflow"),
  "a count of nodes in a graph": JSON.stringify({
    workflow: { graph: { nodes: [{ data: { type: "code" }, count: 3 }] } },
  }),
  "a chart of Helm": `workflow:\n  graph: {{ toYaml .graph }}\n  nodes:\n{{- range .nodes }}\n  - type: code\n{{- end }}\n`,
  "a template of Jinja": "{% for n in nodes %}\nworkflow:\n  graph:\n    nodes:\n    - type: code\n{% endfor %}\n",
  "documents of another engine": "workflow:\n  graph:\n    nodes:\n    - type: code\n---\nworkflow:\n  graph: {}\n",
  "another engine's file that is broken": "workflow:\n  graph:\n    nodes:\n      - type: code\n   bad: [\n",
  "a guide in Markdown": "# Guide\n\nworkflow: it\n  graph: things\n  nodes: things of type: code\n",
  "comments in another engine's JSON": '{\n  // nodes\n  "workflow": {"graph": {"nodes": [{"type": "code"}]}},\n}',
  "a code of another kind": JSON.stringify({ graph: { nodes: [{ type: "code" }] } }),
};

for (const [name, text] of Object.entries(others)) {
  test(`${name}: nothing is said`, () => assert.equal(readSource({ path: "/w", text }), undefined));
}

test("what keeps a workflow from being read is said of the node files that mirror it", () => {
  const declarationText = JSON.stringify({ dialect: "n8n", from: { workflow: "w.json", node: "C" } });
  const source = { path: "/c.js", text: "return [];", declarationText };
  const read = readSource({ ...source, workflowText: JSON.stringify({ data: n8nWorkflow }) });
  assert.match(read?.reading.problems[0]?.message ?? "", /no readable Code node "C". This file holds a workflow at/);
});

test("a declaration that is too deep is told as such", () => {
  const declarationText = `{"dialect":"dify","x":${deep(300)}}`;
  const read = readSource({ path: "/c.py", text: "def main(): return {}", declarationText });
  assert.match(read?.reading.problems[0]?.message ?? "", /More than 200 brackets lie inside each other/);
});
