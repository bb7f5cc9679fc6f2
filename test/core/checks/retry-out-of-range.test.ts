import { test } from "node:test";
import { expectWorkflowFindings } from "./expect-findings.ts";

function node(retry: string): string {
  return `
    - id: sum
      data:
        code: "def main(): return {}"
        code_language: python3
        outputs: {}
        title: Sum
        type: code
        variables: []
        retry_config:
${retry}`.slice(1);
}

test("more retries and longer waits than Dify's editor allows", () => {
  expectWorkflowFindings(
    node(`          max_retries: 11
#                      ^^ retry-out-of-range: "max_retries" is 11, and Dify's editor allows 1 to 10 retries: a run takes it as it is, but the editor changes it. Write 10.
          retry_enabled: true
          retry_interval: 60000
#                         ^^^^^ retry-out-of-range: "retry_interval" is 60000, and Dify's editor allows 100 to 5000 ms: a run takes it as it is, but the editor changes it. Write 5000.`),
  );
});

test("no retries, and hardly a wait", () => {
  expectWorkflowFindings(
    node(`          max_retries: 0
#                      ^ retry-out-of-range: "max_retries" is 0, and Dify's editor allows 1 to 10
          retry_enabled: true
          retry_interval: -1
#                         ^^ retry-out-of-range: "retry_interval" is -1, and Dify's editor allows 100 to 5000 ms`),
  );
});

test("the numbers at the edges, and those of retries that are switched off, are left alone", () => {
  expectWorkflowFindings(node("          {max_retries: 10, retry_enabled: true, retry_interval: 5000}"));
  expectWorkflowFindings(node("          {max_retries: 1, retry_enabled: true, retry_interval: 100}"));
  expectWorkflowFindings(node("          {max_retries: 99, retry_enabled: false, retry_interval: 0}"));
});
