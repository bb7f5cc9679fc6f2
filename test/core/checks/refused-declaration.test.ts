import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { dify } from "../../../src/core/dialects/dify/dify.ts";
import { readFacts } from "../../../src/core/languages/all-languages.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { expectWorkflowFindings } from "./expect-findings.ts";

test("what Dify imports and its run refuses is underlined, with the text of the run", () => {
  expectWorkflowFindings(`
    - id: sum
      data:
        code: 12
#             ^^ refused-declaration: The code of the Code node "7" is a number, not text. Write the text of a main function under "code". If it is meant as code, put it in quotes. A run of Dify says "code: Input should be a valid string".
        code_language: jinja2
#                      ^^^^^^ refused-declaration: The Code node "7" has the language "jinja2", which Code nodes do not run. Write "code_language: python3" or "code_language: javascript". A run of Dify says "code_language: Input should be <CodeLanguage.PYTHON3: 'python3'> or <CodeLanguage.JAVASCRIPT: 'javascript'>".
        dependencies: [requests]
#       ^^^^^^^^^^^^ refused-declaration: A dependency of the Code node "7" has no name and version as text. Nothing uses them: remove "dependencies".
        desc: 1.5
#             ^^^ refused-declaration: The "desc" of the Code node "7" is a number, and Dify wants text. Write "desc: '1.5'".
        error_strategy: none
#                       ^^^^ refused-declaration: The error strategy of the Code node "7" is "none", which Dify refuses. Write "fail-branch" or "default-value", or remove it. A run of Dify says "error_strategy: Input should be 'fail-branch' or 'default-value'".
        outputs:
          on: {type: string}
#         ^^ refused-declaration: The name of the output "on" is a yes/no value to YAML. Put it in quotes. A run of Dify says "outputs: Input should be a valid string".
          report: {type: file}
#                        ^^^^ refused-declaration: The output "report" has the type "file", which a Code node cannot return. Write one of string, number, boolean, object, array[string], array[number], array[boolean], array[object]. A run of Dify says "outputs.report.type: Value error, invalid type for code output, … actual file".
          rows:
            type: Array[string]
#                 ^^^^^^^^^^^^^ refused-declaration: The output "rows" has the type "Array[string]", which a Code node cannot return. Write "array[string]"; the valid types are string, number, boolean, object, array[string], array[number], array[boolean], array[object]. A run of Dify says "outputs.rows.type: Input should be 'number',
        retry_config: null
#                     ^^^^ refused-declaration: The "retry_config" of the Code node "7" is empty, not a mapping. Write "retry_enabled", "max_retries" and "retry_interval" below it, or remove it. A run of Dify says "retry_config: Input should be a valid dictionary or instance of RetryConfig".
        title: 7
#              ^ refused-declaration: The "title" of the Code node "7" is a number, and Dify wants text. Write "title: '7'".
        type: code
        variables:
        - variable: yes
#                   ^^^ refused-declaration: The name of the input "yes" is a yes/no value to YAML. Put it in quotes. A run of Dify says "variables.0.variable: Input should be a valid string".
          value_selector: [sys, query]
        - variable: size
          value_selector: [17, size]
#                          ^^ refused-declaration: The value selector of the input "size" has a part that is not text. Put it in quotes: '17'. A run of Dify says "variables.1.value_selector.0: Input should be a valid string".
        version: 1
#                ^ refused-declaration: The "version" of the Code node "7" is a number, and Dify wants text. Write "version: '1'". A run of Dify says "version: Input should be a valid string".
    - {id: "17", data: {type: start, title: Start}}`);
});

const sound = `
    - id: sum
      data:
        code: "def main(): return {'done': True}"
        code_language: python3
        outputs: {done: {type: boolean}}
        title: Sum
        type: code
        variables: []
`.slice(1);

test("default values: a type that Dify's editor writes and its run refuses, and values of another type", () => {
  expectWorkflowFindings(`${sound}        error_strategy: default-value
        default_value:
        - {key: done, type: boolean, value: false}
#                           ^^^^^^^ refused-declaration: The default value of "done" has the type "boolean", and Dify refuses the whole node for it. Write one of string, number, object, array[number], array[string], array[object], array[file], or use "fail-branch". A run of Dify says "default_value.0.type: Input should be 'string', 'number', 'object', 'array[number]', 'array[string]', 'array[object]' or 'array[file]'".
        - {key: size, type: number, value: many}
#                                          ^^^^ refused-declaration: The default value of "size" is no number, and Dify refuses the whole node for it. Write a value of that type. A run of Dify says "default_value.1: Value error, Cannot convert to number: many".
        - {key: rows, type: "array[string]", value: "[1]"}
#                                                   ^^^^^ refused-declaration: The default value of "rows" is no array[string], and Dify refuses the whole node for it. Write a value of that type. A run of Dify says "default_value.2: Value error, All elements must be str for [1]".
        - {key: note, type: number, value: "12"}`);
});

test("default values are looked at whatever the strategy is", () => {
  expectWorkflowFindings(`${sound}        error_strategy: fail-branch
        default_value: [{key: done, type: boolean, value: false}]
#                                         ^^^^^^^ refused-declaration: The default value of "done" has the type "boolean"`);
});

test("retries that are no numbers", () => {
  expectWorkflowFindings(`${sound}        retry_config:
          max_retries: many
#                      ^^^^ refused-declaration: "max_retries" must be a whole number of 0 or more. Write for example "max_retries: 3". A run of Dify says "retry_config.max_retries: Input should be a valid integer".
          retry_enabled: perhaps
#                        ^^^^^^^ refused-declaration: "retry_enabled" is neither true nor false. Write "retry_enabled: true". A run of Dify says "retry_config.retry_enabled: Input should be a valid boolean, unable to interpret input".
          retry_interval: 1.5
#                         ^^^ refused-declaration: "retry_interval" must be a whole number of 0 or more.`);
});

test("what Dify reads as it was meant is left alone", () => {
  expectWorkflowFindings(`${sound}        retry_config: {max_retries: '3', retry_enabled: 'on', retry_interval: 1000.0}
        desc: null
        error_strategy: null
        default_value: null
        dependencies: [{name: a, version: '1'}]
        anything: 1`);
});

const withBooleans = `
    - id: a
      data:
        code: "def main(): return {'done': True, 'rows': []}"
        code_language: python3
        outputs:
          done: {type: boolean}
#         ^^^^ refused-declaration: The output "done" has the type "boolean", which Dify · 1.7 refuses for any value, so the node fails. Declare another type
          rows: {type: "array[object]", children: {flags: {type: "array[boolean]"}}}
#                                                  ^^^^^ refused-declaration: The output "rows.flags" has the type "array[boolean]", which Dify · 1.7
        title: A
        type: code
        variables: []`;

test("output types that the target does not have, at any depth", () => {
  expectWorkflowFindings(withBooleans, [], "1.7");
  for (const target of [undefined, "1.8", "1.16"]) {
    expectWorkflowFindings(withBooleans.replace(/^# .*\n/gm, ""), [], target);
  }
});

test("in a node file they are found in its declaration, and in all of one that mirrors a workflow", () => {
  const outputs = '{"dialect": "dify", "outputs": {"done": {"type": "boolean"}}}';
  assert.deepEqual(declarationFindings({ declarationText: outputs }), [
    { check: "refused-declaration", text: '"done"' },
  ]);
  const mirror = '{"from": {"workflow": "w.yml", "node": "A"}}';
  const workflowText = `kind: app\nworkflow: {graph: {nodes: [{id: a, data: {type: code, title: A, code_language: python3, code: x, variables: [], outputs: {done: {type: boolean}}}}]}}`;
  assert.deepEqual(declarationFindings({ declarationText: mirror, workflowText }), [
    { check: "refused-declaration", text: mirror },
  ]);
});

function declarationFindings(texts: { readonly declarationText: string; readonly workflowText?: string }) {
  const source = { path: "done.py", text: "def main():\n    return {'done': True}\n", ...texts };
  const read = readSource(source);
  assert.ok(read, "the declaration is read");
  const target = targetOrDefault(dify, "1.7");
  const found = checkSource(source, read, target, ({ language, code }) => readFacts(language, code.code));
  assert.deepEqual(found.findings, []);
  return found.declarationFindings.map(({ check, range }) => ({
    check,
    text: texts.declarationText.slice(range.start, range.end),
  }));
}
