import { test } from "node:test";
import { expectWorkflowFindings } from "./expect-findings.ts";

/** A Code node whose inputs and outputs have these lines, and whose main() takes whatever comes. */
function node(outputs: string, variables: string, language = "python3"): string {
  const code =
    language === "python3" ? "def main(**inputs): return unknown(inputs)" : "function main(all) { return f(all); }";
  return `
    - id: sum
      data:
        code: "${code}"
        code_language: ${language}
        outputs:
${outputs}
        title: Sum
        type: code
        variables:
${variables}`.slice(1);
}

const input = (name: string) => `        - {value_selector: [sys, query], variable: ${name}}`;
const one = "          result: {type: string}";

test("outputs that no later node can name", () => {
  expectWorkflowFindings(
    node(
      `
          2nd: {type: string}
#         ^^^ unusable-name: The output "2nd" begins with a digit, so Dify's editor does not offer it to later nodes. Use letters, digits and underscores, no digit first, and at most 30 characters.
          the sum: {type: number}
#         ^^^^^^^ unusable-name: The output "the sum" has characters other than letters, digits and underscores
          größe: {type: number}
#         ^^^^^ unusable-name: The output "größe" has characters other than
          a_name_of_thirty_characters_ok: {type: number}
          a_name_of_31_characters_is_long: {type: number}
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unusable-name: The output "a_name_of_31_characters_is_long" has a name of 31 characters
          _: {type: object, children: {"any key": {type: string}}}`.slice(1),
      input("text"),
    ),
  );
});

test("inputs that Dify's editor refuses, or that no Python parameter can take", () => {
  expectWorkflowFindings(
    node(
      one,
      `${input("class")}
#                                                  ^^^^^ unusable-name: The input "class" has the name of a Python keyword, so no parameter can take it. Give it another name.
${input("order-id")}
#                                                  ^^^^^^^^ unusable-name: The input "order-id" has characters other than letters, digits and underscores, which Dify's editor refuses.
${input('""')}
#                                                  ^^ unusable-name: The Code node "Sum" has an input without a name. Name it with "variable:".`,
    ),
  );
  expectWorkflowFindings(node(one, input("class"), "javascript"));
});

test("names that are declared twice, of which the last counts", () => {
  expectWorkflowFindings(
    node(
      `${one}
          result: {type: number}
#         ^^^^^^ unusable-name: The output "result" is declared twice, and only the last declaration counts. Remove one.`,
      `${input("text")}
${input("other")}
${input("text")}
#                                                  ^^^^ unusable-name: The input "text" is declared twice, and only the last declaration counts. Remove one.`,
    ),
  );
});
