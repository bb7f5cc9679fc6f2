import { test } from "node:test";
import { expectWorkflowFindings } from "./expect-findings.ts";

const start = `
    - id: start
      data: {type: start, title: Start, variables: [{variable: text, type: paragraph}, {variable: doc, type: file}]}
`.trim();

/** A Code node that reads one variable; what is underlined in its selector stands in `marks`. */
function reads(selector: string, marks = "", more = ""): string {
  return `
    - id: sum
${more}      data:
        code: "def main(**inputs): return {}"
        code_language: python3
        outputs: {}
        title: Sum
        type: code
        variables:
        - variable: value
          value_selector: ${selector}
${marks && `#${marks}`}`.slice(1);
}

test("a node that is not there; a title instead of an id", () => {
  expectWorkflowFindings(
    `    ${start}
${reads("[llm, text]", '                          ^^^ wrong-reference: The input "value" takes "text" from the node "llm", which the workflow does not have, so it is always null. Select')}`,
    ["start sum"],
  );
  expectWorkflowFindings(
    `    ${start}
${reads("[Start, text]", '                          ^^^^^ wrong-reference: The input "value" takes "text" from the node "Start", which the workflow does not have, so it is always null. A selector names a node by its id, not by its title: write "start".')}`,
    ["start sum"],
  );
});

test("an output that the node does not have", () => {
  const llm = "    - {id: llm, data: {type: llm, title: Ask}}";
  expectWorkflowFindings(
    `    ${start}
${llm}
${reads("[llm, output]", '                               ^^^^^^ wrong-reference: The input "value" takes "output" from the node "Ask", where there is no "output", so it is always null. Select one that exists: "text",')}`,
    ["start llm", "llm sum"],
  );
  expectWorkflowFindings(`    ${start}\n${llm}\n${reads("[llm, text]")}`, ["start llm", "llm sum"]);
});

test("outputs of another Code node, and its error variables when it has a strategy", () => {
  const first = (more: string) =>
    `
    - id: first
      data:
        code: "def main(): return {'total': 1}"
        code_language: python3
        outputs: {total: {type: number}}
        title: First
        type: code
        variables: []
${more}`.slice(1);
  const edges = ["start first", "first sum"];
  expectWorkflowFindings(
    `    ${start}
${first("")}${reads("[first, totals]", '                                 ^^^^^^ wrong-reference: The input "value" takes "totals" from the node "First", where there is no "totals", so it is always null. Select one that exists: "total".')}`,
    edges,
  );
  expectWorkflowFindings(
    `    ${start}\n${first("        error_strategy: fail-branch\n")}${reads("[first, error_message]")}`,
    edges,
  );
});

test("a part of a text; an attribute that files do not have", () => {
  expectWorkflowFindings(
    `    ${start}
${reads("[start, text, length]", '                                       ^^^^^^ wrong-reference: The input "value" takes "text.length" from the node "Start", where "text" has the type string and no "length" inside')}`,
    ["start sum"],
  );
  expectWorkflowFindings(
    `    ${start}
${reads("[start, doc, path]", '                                      ^^^^ wrong-reference: The input "value" takes "doc.path" from the node "Start", where "doc" has the type file and no "path" inside, so it is always null. Select one that exists: "type", "size", "name"')}`,
    ["start sum"],
  );
  expectWorkflowFindings(`    ${start}\n${reads("[start, doc, url]")}`, ["start sum"]);
});

test("a node that runs later, beside, or is this very node", () => {
  const other = "    - {id: web, data: {type: http-request, title: Fetch}}";
  const message =
    '                          ^^^ wrong-reference: The input "value" takes "body" from the node "Fetch", which has not run when this node does, so it can be null. Connect';
  const picture = `    ${start}\n${other}\n${reads("[web, body]", message)}`;
  expectWorkflowFindings(picture, ["start sum", "sum web"]);
  expectWorkflowFindings(picture, ["start sum", "start web"]);
  expectWorkflowFindings(`    ${start}\n${other}\n${reads("[web, body]")}`, ["start web", "web x", "x sum"]);
  expectWorkflowFindings(
    `    ${start}
${reads("[sum, value]", '                               ^^^^^ wrong-reference: The input "value" takes "value" from the node "Sum", where there is no "value"')}`,
    ["start sum"],
  );
});

test("a node that nothing leads to does not run, so nothing is said about what comes before it", () => {
  expectWorkflowFindings(
    `    ${start}\n    - {id: web, data: {type: http-request, title: Fetch}}\n${reads("[web, body]")}`,
  );
});

const iteration = `
    - {id: list, data: {type: list-operator, title: Sort, var_type: "array[string]", item_var_type: string}}
    - {id: each, data: {type: iteration, title: Each, iterator_selector: [list, result]}}
    - {id: inner, parentId: each, data: {type: template-transform, title: Inner}}
`.slice(1);

test("inside an iteration its item, its index, what stands inside and what came before are there", () => {
  for (const selector of [
    "[each, item]",
    "[each, index]",
    "[inner, output]",
    "[list, first_record]",
    "[start, text]",
  ]) {
    expectWorkflowFindings(`    ${start}\n${iteration}${reads(selector, "", "      parentId: each\n")}`, [
      "start list",
      "list each",
    ]);
  }
});

test("outside an iteration only its output is there; inside, its output is not", () => {
  const edges = ["start list", "list each", "each sum"];
  expectWorkflowFindings(`    ${start}\n${iteration}${reads("[each, output]")}`, edges);
  expectWorkflowFindings(
    `    ${start}
${iteration}${reads("[each, item]", '                                ^^^^ wrong-reference: The input "value" takes "item" from the node "Each", which hands it to the nodes inside it only, so it is always null. Outside, take the output of the node "Each" instead.')}`,
    edges,
  );
  expectWorkflowFindings(
    `    ${start}
${iteration}${reads("[inner, output]", '                          ^^^^^ wrong-reference: The input "value" takes "output" from the node "Inner", which hands it on inside the node "Each" only, so it is always null. Take the output of the node "Each" instead.')}`,
    edges,
  );
  expectWorkflowFindings(
    `    ${start}
${iteration}${reads("[each, output]", '                          ^^^^ wrong-reference: The input "value" takes "output" from the node "Each", which has not run', "      parentId: each\n")}`,
    edges,
  );
});

test("variables of the system, the environment and the conversation", () => {
  const without = `    ${start}
${reads("[env, API_URL]", '                               ^^^^^^^ wrong-reference: The input "value" takes "API_URL" from the environment variables, where there is no "API_URL", so it is always null. Select an existing variable.')}`;
  expectWorkflowFindings(without, ["start sum"]);
  expectWorkflowFindings(`    ${start}\n${reads("[sys, query]")}`, ["start sum"]);
  expectWorkflowFindings(
    `    ${start}\n${reads("[env, API_URL]").trimEnd()}\n  environment_variables: [{name: API_URL, value_type: secret}]`,
    ["start sum"],
  );
  expectWorkflowFindings(
    `    ${start}\n${reads("[conversation, seen]").trimEnd()}\n  conversation_variables: [{name: seen, value_type: "array[string]"}]`,
    ["start sum"],
  );
});

test("an input that is connected to nothing", () => {
  expectWorkflowFindings(
    `    ${start}
${reads("[]", '                         ^^ wrong-reference: The input "value" is not connected to a variable, so it is always null.')}`,
    ["start sum"],
  );
});

test("kinds of nodes that hand on what the workflow does not show, or that are unknown, are left alone", () => {
  for (const kind of ["tool", "agent", "trigger-plugin", "datasource", "a-kind-of-tomorrow"]) {
    const other = `    - {id: other, data: {type: ${kind}, title: Other}}`;
    expectWorkflowFindings(`    ${start}\n${other}\n${reads("[other, anything, at, all]")}`, [
      "start other",
      "other sum",
    ]);
  }
});

test("where the file is broken, what an input leads to may only be out of sight", () => {
  expectWorkflowFindings(
    `    ${start}
${reads("[llm, text]")}
    - {id: llm, data: {type: llm, title: "Ask
#                                        ^ unreadable-code: Line`,
    ["start sum"],
  );
});
