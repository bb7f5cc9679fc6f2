import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { probeWorkflow } from "../probe-workflow.ts";

// The built command line as a user starts it: a process with arguments, an exit code and two streams.

const workflow = `${probeWorkflow}    - data:
        code: "function main({ count }) {\\n  return { next: count + 1 };\\n}\\n"
        code_language: javascript
        outputs:
          next: { type: number, children: null }
        title: Count on
        type: code
        variables:
        - value_selector: ["1711", count]
          variable: count
      id: "1713"
    - data:
        code: "def main():\\n    return {\\"result\\": 1 // 0}\\n"
        code_language: python3
        default_value:
        - { key: result, type: number, value: 7 }
        error_strategy: default-value
        outputs:
          result: { type: number, children: null }
        retry_config: { max_retries: 2, retry_enabled: true, retry_interval: 100 }
        title: Always fails
        type: code
        variables: []
      id: "1714"
`;
const cases = {
  cases: [
    { node: "1712", name: "short", inputs: { text: "abc" } },
    { node: "Count on", name: "short", inputs: { count: 41 } },
  ],
};

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-cli-"));
  writeFileSync(join(folder, "probe.yml"), workflow);
  writeFileSync(join(folder, "bad.env"), "CODE_MAX_DEPTH=deep\n");
  writeFileSync(join(folder, "probe.yml.cases.json"), JSON.stringify(cases));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("check prints the findings with their place; warnings alone do not fail", () => {
  const { code, json } = cli("check", "probe.yml", "--format", "json");
  assert.equal(code, 0);
  const [file] = json.files;
  assert.equal(file.path, "probe.yml");
  assert.equal(file.nodes, 3);
  const [finding, ...others] = file.findings;
  assert.deepEqual(others, []);
  assert.deepEqual(
    { check: finding.check, severity: finding.severity, node: finding.node, range: finding.range },
    {
      check: "undeclared-output",
      severity: "warning",
      node: "1712",
      range: { start: { line: 8, character: 82 }, end: { line: 8, character: 91 } },
    },
  );
});

test("check exits with 1 for an error and names file, line and check in words", () => {
  writeFileSync(join(folder, "broken.yml"), workflow.replace("main(text)", "main(txt)"));
  const { code, stdout } = cli("check", "broken.yml", "probe.yml");
  assert.equal(code, 1);
  assert.match(stdout, /broken\.yml:9:24 error main\(\) does not take the input "text".* missing-parameter/);
  assert.match(stdout, /probe\.yml: 3 nodes, 1 finding/);
});

test("list prints the nodes", () => {
  const { code, json } = cli("list", "probe.yml", "--format", "json");
  assert.equal(code, 0);
  assert.deepEqual(
    json.files[0].nodes.map(({ id, title, language }: Record<string, string>) => [id, title, language]),
    [
      ["1712", "Measure", "python"],
      ["1713", "Count on", "javascript"],
      ["1714", "Always fails", "python"],
    ],
  );
  assert.deepEqual(json.files[0].nodes[0].outputs, [{ name: "size", type: "number" }]);
});

test("list shows the type that the workflow implies where it declares none", () => {
  const { json } = cli("list", "probe.yml", "--format", "json");
  const inputs = json.files[0].nodes.map((node: { inputs: unknown }) => node.inputs);
  assert.deepEqual(inputs.slice(0, 2), [
    [{ name: "text", type: "string", selector: ["1711", "text"] }],
    [{ name: "count", type: "number", selector: ["1711", "count"] }],
  ]);
  assert.match(cli("list", "probe.yml").stdout, /main\(text: string\) → \{ size: number \}/);
});

test("run judges one node by id or title", () => {
  const { code, json } = cli("run", "probe.yml", "--node", "1712", "--inputs", '{"text": "four"}', "--format", "json");
  assert.equal(code, 0);
  const [run] = json.runs;
  assert.deepEqual(
    [run.path, run.node, run.title, run.dialect, run.target, run.status],
    ["probe.yml", "1712", "Measure", "dify", "documented", "succeeded"],
  );
  assert.deepEqual(run.outputs, { size: 4 });
  assert.deepEqual(run.dropped, ["debug"]);
  assert.deepEqual(run.console, [{ stream: "stdout", text: "four" }]);
  assert.deepEqual(run.violations, []);
  assert.equal(run.attempts.length, 1);
  assert.equal(typeof run.elapsedMs, "number");

  writeFileSync(join(folder, "inputs.json"), '{"count": 1}');
  const byTitle = cli("run", "probe.yml", "--node", "Count on", "--inputs", "inputs.json", "--format", "json");
  assert.deepEqual(byTitle.json.runs[0].outputs, { next: 2 });
});

test("run takes each node's case of a name", () => {
  const { code, json } = cli("run", "probe.yml", "--all", "--case", "short", "--format", "json");
  assert.equal(code, 0);
  assert.deepEqual(
    json.runs.map(({ outputs }: { outputs: unknown }) => outputs),
    [{ size: 3 }, { next: 42 }],
  );
});

test("run retries, then lets the error strategy take over; --once does not retry", () => {
  const { code, json } = cli("run", "probe.yml", "--node", "1714", "--format", "json");
  assert.equal(code, 0);
  const [run] = json.runs;
  assert.equal(run.status, "exception");
  assert.equal(run.outputs.result, 7);
  assert.equal(run.error.type, "CodeExecutionError");
  assert.equal(run.error.line, 2);
  assert.match(run.error.message, /ZeroDivisionError/);
  assert.deepEqual(
    run.attempts.map(({ status }: { status: string }) => status),
    ["failed", "failed", "failed"],
  );
  assert.equal(cli("run", "probe.yml", "--node", "1714", "--once", "--format", "json").json.runs[0].attempts.length, 1);
});

test("run keeps what JSON readers in JavaScript would lose", () => {
  writeFileSync(
    join(folder, "numbers.py"),
    'def main():\n    return {"big": {"n": [None, 2**53 + 1]}, "float": 1.0, "int": 1, "none": float("nan")}\n',
  );
  const outputs = {
    big: { type: "object" },
    float: { type: "number" },
    int: { type: "number" },
    none: { type: "number" },
  };
  writeFileSync(join(folder, "numbers.node.json"), JSON.stringify({ dialect: "dify", outputs }));
  const { stdout } = cli("run", "numbers.py", "--format", "json");
  assert.match(stdout, /null,\s+9007199254740993\b/);
  assert.match(stdout, /"float": 1\.0\b/);
  assert.match(stdout, /"int": 1,/);
  assert.match(stdout, /"none": NaN/);
});

test("run stops at --timeout and exits with 1", () => {
  writeFileSync(join(folder, "endless.js"), "function main() {\n  while (true);\n}\n");
  writeFileSync(join(folder, "endless.node.json"), '{ "dialect": "dify" }');
  const { code, json } = cli("run", "endless.js", "--timeout", "300", "--format", "json");
  assert.equal(code, 1);
  assert.equal(json.runs[0].status, "failed");
  assert.match(json.runs[0].error.message, /timeout/);
});

test("a run tells what the other targets would say, and --target all runs the node under each", () => {
  const given = ["run", "probe.yml", "--node", "1712", "--inputs", '{"text": "four"}'];
  const { json } = cli(...given, "--format", "json");
  assert.deepEqual(
    json.runs[0].elsewhere,
    ["1.16", "1.13", "1.9", "1.8", "1.7"].map((target) => ({
      target,
      status: "failed",
      error: { type: "CodeNodeError", message: "Not all output parameters are validated." },
    })),
  );
  assert.match(cli(...given).stdout, /Elsewhere\n {4}Dify · 1\.16: ✕ Failed · CodeNodeError: Not all output/);

  const all = cli(...given, "--target", "all", "--format", "json");
  assert.equal(all.code, 1);
  assert.deepEqual(
    all.json.runs.map((run: { target: string; status: string }) => `${run.target} ${run.status}`),
    ["documented succeeded", "1.16 failed", "1.13 failed", "1.9 failed", "1.8 failed", "1.7 failed"],
  );
  const matrix = cli(...given, "--target", "all");
  assert.match(
    matrix.stdout,
    /^Measure probe\.yml\n {2}documented {2}✓ Succeeded {2}size: 4, debug dropped\n {2}1\.16 {8}✕ Failed/,
  );
});

test("check --target all names the targets of each finding", () => {
  const { code, json } = cli("check", "probe.yml", "--target", "all", "--format", "json");
  assert.equal(code, 1);
  assert.deepEqual(
    json.files[0].findings.map((finding: { check: string; severity: string; targets: string[] }) => [
      finding.check,
      finding.severity,
      finding.targets.join(" "),
    ]),
    [
      ["undeclared-output", "warning", "documented"],
      ["undeclared-output", "error", "1.16 1.13 1.9 1.8 1.7"],
    ],
  );
  const { stdout } = cli("check", "probe.yml", "--target", "all");
  assert.match(stdout, /undeclared-output \[documented\]/);
  assert.match(stdout, /\n {2}documented {2}1 warning\n {2}1\.16 {8}1 error\n/);
});

test("--env-file overrides the limits of a target and reports a misspelt name", () => {
  writeFileSync(join(folder, ".env"), "CODE_MAX_NUMBER=3\nSANDBOX_WORKER_TIMEOUT=9\nCODE_MAX_NUMBR=5\n");
  const { code, json, stderr } = cli(
    ...["run", "probe.yml", "--node", "1712", "--inputs", '{"text": "four"}', "--env-file", ".env", "--format", "json"],
  );
  assert.equal(code, 1);
  assert.match(json.runs[0].violations[0].message, /it must be between -999999999 and 3\.$/);
  assert.match(stderr, /^code-nodes: \.env: Dify reads no variable CODE_MAX_NUMBR.*Write CODE_MAX_NUMBER\.\n$/);
});

test("with -e, Node itself does not read the file", () => {
  writeFileSync(join(folder, "node.env"), "NODE_OPTIONS=--bogus\nCODE_MAX_NUMBER=3\n");
  const { code, stderr } = cli("check", "probe.yml", "-e", "node.env");
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
});

const misuses: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [["check", "nowhere.yml"], /Cannot read nowhere\.yml: there is no such file/],
  [["check"], /check needs at least one file/],
  [["frobnicate", "probe.yml"], /There is no command "frobnicate"/],
  [["check", "probe.yml", "--target", "9.9"], /Dify has no target "9\.9"\. Choose one of: documented/],
  [["check", "probe.yml", "--format", "xml"], /--format takes "pretty" or "json", not "xml"/],
  [["check", "probe.yml", "--colour"], /--colour/],
  [["run", "probe.yml"], /several Code nodes.*"Measure" \(1712\)/],
  [["run", "probe.yml", "--node", "9"], /no readable Code node "9"/],
  [["run", "probe.yml", "--all", "--case", "long"], /no case "long"/],
  [["run", "probe.yml", "--node", "1712", "--inputs", "{oops"], /inputs are not JSON/],
  [["run", "probe.yml", "--node", "1712", "--inputs", '[{"json":{}}]'], /inputs must be one JSON object/],
  [["run", "probe.yml", "--node", "1712", "--timeout", "soon"], /--timeout takes a whole number/],
  [["run", "probe.yml.cases.json"], /holds no Code nodes/],
  [["check", "probe.yml", "-e", "nowhere.env"], /Cannot read nowhere\.env: there is no such file/],
  [["check", "probe.yml", "--env-file", "bad.env"], /bad\.env: CODE_MAX_DEPTH is "deep", but must be a whole number/],
];
for (const [args, says] of misuses) {
  test(`code-nodes ${args.join(" ")} says what is wrong and exits with 2`, () => {
    const { code, stderr, stdout } = cli(...args);
    assert.equal(code, 2);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /\n\s+at /);
    assert.equal(stdout, "");
  });
}

interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The standard output as JSON; throws when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: what is printed is looked at freely.
  readonly json: any;
}

function cli(...args: readonly string[]): CliResult {
  const program = resolve("dist/cli.js");
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: "utf8" });
  return {
    code,
    stdout,
    stderr,
    get json() {
      assert.notEqual(stdout, "", stderr);
      return JSON.parse(stdout);
    },
  };
}
