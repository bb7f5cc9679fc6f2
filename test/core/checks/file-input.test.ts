import { test } from "node:test";
import { expectWorkflowFindings } from "./expect-findings.ts";

/** A Code node that reads one variable of the start node's file, list of files and text. */
function reads(variable: string): string {
  return `
    - id: start
      data: {type: start, variables: [{variable: doc, type: file}, {variable: docs, type: file-list}, {variable: text, type: paragraph}]}
    - id: sum
      data:
        code: "def main(**inputs): return {}"
        code_language: python3
        outputs: {}
        title: Sum
        type: code
        variables:
        - variable: value
${variable}`.slice(1);
}

const message =
  'The input "value" is a file, which Dify cannot pass to a Code node: a run fails with "Type is not JSON serializable: File". Select an attribute of it, such as "url" or "name", or a list of files.';

test("a single file cannot be passed, whether the input says so or its source does", () => {
  expectWorkflowFindings(
    reads(`          value_selector: [start, doc]
#                         ^^^^^^^^^^^^ file-input: ${message}`),
  );
  expectWorkflowFindings(
    reads(`          value_selector: [sys, query]
#                         ^^^^^^^^^^^^ file-input: ${message}
          value_type: file`),
  );
});

test("attributes of a file, lists of files and other things are left alone", () => {
  expectWorkflowFindings(reads("          value_selector: [start, doc, url]\n          value_type: file"));
  expectWorkflowFindings(reads("          value_selector: [start, docs]"));
  expectWorkflowFindings(reads("          value_selector: [start, text]"));
});
