import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

// The built command line with the lock file that it ships; what it would download is never asked of anyone outside.

const workflow = `app: { mode: workflow, name: Packages }
kind: app
version: 0.3.0
workflow:
  graph:
    edges: []
    nodes:
    - data:
        code: "import requests\\ndef main(text):\\n    return {\\"size\\": len(text)}\\n"
        code_language: python3
        default_value:
        - { key: size, type: number, value: 7 }
        error_strategy: default-value
        outputs:
          size: { type: number, children: null }
        retry_config: { max_retries: 2, retry_enabled: true, retry_interval: 100 }
        title: Measure
        type: code
        variables:
        - value_selector: ["1711", text]
          variable: text
      id: "1712"
`;
const asked: string[] = [];
const mirror = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.writeHead(200).end("something else");
});
let address = "";
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-cli-packages-"));
  writeFileSync(join(folder, "packages.yml"), workflow);
  await new Promise<void>((done) => mirror.listen(0, "127.0.0.1", done));
  const bound = mirror.address();
  address = `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}/full`;
});
after(() => {
  mirror.close();
  rmSync(folder, { recursive: true, force: true });
});

test("nothing is downloaded unasked; what is missing and both remedies are named, and the inputs stay", async () => {
  const { code, run } = await runWith([]);
  assert.equal(code, 1);
  assert.equal(run.status, "failed", "no default value stands in for a run that was not begun");
  assert.equal(run.attempts.length, 1, "and it is not repeated");
  assert.equal(run.error.type, "Not run");
  assert.match(run.error.message, /requests 2\.\d+\.\d+/);
  assert.match(run.error.message, /Add --download-packages .* or name a folder or a mirror .* with --packages\./);
});

test("a folder without the files is named", async () => {
  const { run } = await runWith(["--packages", "."]);
  assert.match(
    run.error.message,
    new RegExp(`but ${folder}.* \\(--packages\\) has no .*\\.whl\\. Put that file there`),
  );
});

test("a mirror is asked without a further option, and what it sends is verified", async () => {
  const { run, stderr } = await runWith(["--packages", address]);
  assert.match(stderr, new RegExp(`Downloading .*requests .* from ${address}`));
  assert.match(run.error.message, /is not the file that Code Nodes expects: its SHA-256 is another/);
  assert.ok(asked.length > 0);
});

test("the environment names a source, the option comes before it", async () => {
  const env = { CODE_NODES_PACKAGES: folder };
  assert.match((await runWith([], env)).run.error.message, /\(the environment variable CODE_NODES_PACKAGES\) has no/);
  const { run } = await runWith(["--packages", "http://127.0.0.1:1/"], env);
  assert.match(run.error.message, /^http:\/\/127\.0\.0\.1:1\/.* could not be fetched .*\. Look at --packages/);
});

interface CommandEnd {
  readonly code: number | null;
  readonly stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: what is printed is looked at freely.
  readonly run: any;
}

/** Not synchronous: the mirror answers in this process. */
async function runWith(options: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandEnd> {
  const given = ["run", "packages.yml", "--inputs", '{"text": "abc"}', "--format", "json", ...options];
  const child = spawn(process.execPath, [resolve("dist/cli.js"), ...given], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache"), LOCALAPPDATA: folder, ...env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  assert.notEqual(stdout, "", stderr);
  return { code, stderr, run: JSON.parse(stdout).runs[0] };
}
