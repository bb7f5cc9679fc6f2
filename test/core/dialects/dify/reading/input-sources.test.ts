import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readDifyWorkflow } from "../../../../../src/core/dialects/dify/reading/read-workflow.ts";
import type { Input } from "../../../../../src/core/workflow/code-node.ts";
import { corpusTest, corpusWorkflows } from "../../../../support/workflow-files.ts";

/** Upstream nodes of every kind, as Dify's editor exports them. */
const upstream = `
    - data:
        title: Begin
        type: start
        variables:
        - {type: text-input, variable: name}
        - {type: number, variable: age}
        - {type: checkbox, variable: agreed}
        - {type: file, variable: photo}
        - {type: file-list, variable: papers}
        - {type: json_object, variable: extra}
        - {type: a-type-of-tomorrow, variable: later}
      id: start
    - data:
        structured_output_enabled: true
        structured_output:
          schema:
            properties:
              mood: {type: string}
              marks: {type: array, items: {type: integer}}
              place: {type: object, properties: {zip: {type: string}}}
            type: object
        title: Ask
        type: llm
      id: llm
    - {id: web, data: {type: http-request, title: Fetch, error_strategy: fail-branch}}
    - data:
        code: "def main(): return {}"
        code_language: python3
        outputs:
          flags: {type: "array[boolean]"}
          person: {type: object, children: {name: {type: string}, tags: {type: "array[string]"}}}
        title: Before
        type: code
        variables: []
      id: before
    - {id: template, data: {type: template-transform, title: Fill}}
    - {id: search, data: {type: knowledge-retrieval, title: Search}}
    - {id: class, data: {type: question-classifier, title: Sort}}
    - data:
        parameters:
        - {name: city, type: string}
        - {name: urgent, type: bool}
        - {name: colour, type: select}
        - {name: rows, type: "array[object]"}
        title: Extract
        type: parameter-extractor
      id: extract
    - {id: one, data: {type: variable-aggregator, title: Either, output_type: "array[string]", variables: []}}
    - data:
        advanced_settings:
          group_enabled: true
          groups:
          - {group_name: First, output_type: number, variables: []}
        title: Groups
        type: variable-aggregator
      id: groups
    - {id: list, data: {type: list-operator, title: Pick, variable: [extract, rows]}}
    - {id: files, data: {type: list-operator, title: Files, var_type: "array[file]", item_var_type: file}}
    - {id: words, data: {type: document-extractor, title: Words, is_array_file: true}}
    - {id: word, data: {type: document-extractor, title: Word}}
    - data:
        output_schema: {properties: {score: {type: number}, hits: {type: array, items: {type: object}}}}
        title: Look up
        type: tool
      id: tool
    - data:
        body: [{name: payload, type: object}]
        headers: [{name: x-token}]
        params: [{name: page, type: number}]
        title: Hook
        type: trigger-webhook
      id: hook
    - {id: each, data: {type: iteration, title: Each, iterator_selector: [extract, rows], output_type: "array[number]"}}
    - {id: chars, data: {type: iteration, title: Chars, iterator_input_type: "array[string]", iterator_selector: [tool, x]}}
    - data:
        loop_variables: [{label: tries, var_type: number}]
        title: Again
        type: loop
      id: again
`.slice(1);

function typesOf(selectors: readonly string[], parent?: string): readonly (string | undefined)[] {
  const variables = selectors.map(
    (selector, index) => `        - {variable: v${index}, value_selector: [${selector}]}\n`,
  );
  const text = `kind: app
workflow:
  conversation_variables: [{name: seen, value_type: "array[string]"}]
  environment_variables: [{name: KEY, value_type: secret}]
  graph:
    edges: []
    nodes:
${upstream}    - data:
        code: "def main(**inputs): return {}"
        code_language: python3
        outputs: {}
        type: code
        variables:
${variables.join("")}      id: reader
${parent ? `      parentId: ${parent}\n` : ""}`;
  const { nodes, problems } = readDifyWorkflow(text);
  assert.deepEqual(
    problems.filter(({ check }) => check !== "file-input"),
    [],
  );
  return nodes.at(-1)?.inputs.map(({ source }) => source?.type) ?? [];
}

const types: Readonly<Record<string, string | undefined>> = {
  "start, name": "string",
  "start, age": "number",
  "start, agreed": "boolean",
  "start, photo": "file",
  "start, photo, size": "number",
  "start, photo, url": "string",
  "start, papers": "array[file]",
  "start, extra": "object",
  "start, extra, anything": undefined,
  "start, later": undefined,
  "start, sys.query": "string",
  "llm, text": "string",
  "llm, usage": "object",
  "llm, structured_output": "object",
  "llm, structured_output, mood": "string",
  "llm, structured_output, marks": "array[number]",
  "llm, structured_output, place, zip": "string",
  "llm, structured_output, unheard": undefined,
  "web, body": "string",
  "web, status_code": "number",
  "web, headers": "object",
  "web, files": "array[file]",
  "web, error_message": "string",
  "before, flags": "array[boolean]",
  "before, person": "object",
  "before, person, tags": "array[string]",
  "template, output": "string",
  "search, result": "array[object]",
  "class, class_name": "string",
  "extract, city": "string",
  "extract, urgent": "boolean",
  "extract, colour": "string",
  "extract, rows": "array[object]",
  "extract, __is_success": "number",
  "extract, __reason": "string",
  "one, output": "array[string]",
  "groups, First": "object",
  "groups, First, output": "number",
  "list, result": "array[object]",
  "list, first_record": "object",
  "files, last_record": "file",
  "words, text": "array[string]",
  "word, text": "string",
  "tool, json": "array[object]",
  "tool, score": "number",
  "tool, hits": "array[object]",
  "tool, unheard": undefined,
  "hook, payload": "object",
  "hook, x_token": "string",
  "hook, page": "number",
  "each, output": "array[number]",
  "again, tries": "number",
  "sys, query": "string",
  "sys, files": "array[file]",
  "sys, dialogue_count": "number",
  "env, KEY": "secret",
  "conversation, seen": "array[string]",
};

test("an input has the type of the variable that its selector leads to", () => {
  assert.deepEqual(
    Object.fromEntries(typesOf(Object.keys(types)).map((type, index) => [Object.keys(types)[index], type])),
    types,
  );
});

test("inside an iteration or loop the item has the type of the list's elements", () => {
  assert.deepEqual(typesOf(["each, item", "each, index"], "each"), ["object", "number"]);
  assert.deepEqual(typesOf(["chars, item"], "chars"), ["string"]);
  assert.deepEqual(typesOf(["again, tries", "again, index"], "again"), ["number", "number"]);
});

test("a source is called by the title of its node", () => {
  const { nodes } = readDifyWorkflow(readFileSync("examples/dify/support-ticket.yml", "utf8"));
  const labels = nodes.flatMap(({ inputs }) => inputs.map(({ source }) => source?.label));
  assert.ok(labels.length > 0);
  for (const label of labels) assert.match(label ?? "", /^\S.* · \S/);
});

corpusTest(
  "in the corpus the source's type is the declared one, and every input that leads somewhere has a type",
  () => {
    const inputs: Input[] = corpusWorkflows("dify").flatMap(({ text }) =>
      readDifyWorkflow(text).nodes.flatMap((node) => node.inputs),
    );
    const both = inputs.filter(({ type, source }) => type !== undefined && source?.type !== undefined);
    assert.ok(both.length >= 15, `${both.length} inputs have both types`);
    // Beside an attribute of a file Dify's editor writes the type of the file.
    const differing = both.filter(({ type, selector, source }) => selector.length === 2 && source?.type !== type);
    assert.deepEqual(
      differing.map(({ name, type, source }) => [name, type, source?.type]),
      // That node's code takes a dict: its declaration is older than the list that it iterates over.
      [["current_item", "string", "object"]],
    );
    const silent = inputs.filter(({ type, selector }) => type === undefined && selector.length > 0);
    assert.ok(silent.length > 50);
    const untold = silent.filter(({ source }) => source?.type === undefined);
    assert.deepEqual(
      untold.map(({ selector }) => selector),
      // That selector names a node by its title.
      [["生成SQL", "text"]],
    );
  },
);

test("types that lead around in a circle are unknown", () => {
  const circle = (id: string, other: string) =>
    `    - {id: ${id}, data: {type: list-operator, title: ${id}, variable: [${other}, result]}}\n`;
  const { nodes } = readDifyWorkflow(`workflow:
  graph:
    nodes:
${circle("a", "b")}${circle("b", "a")}    - {id: c, data: {type: code, code: "", code_language: python3, outputs: {}, variables: [{variable: v, value_selector: [a, result]}]}}
`);
  assert.deepEqual(nodes[0]?.inputs[0]?.source, { label: "a · result" });
});
