import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dify } from "../src/core/dialects/dify/dify.ts";
import { readFacts } from "../src/core/languages/all-languages.ts";
import { readInputs } from "../src/core/run/read-inputs.ts";
import { runNode } from "../src/core/sources/run-node.ts";
import { verbatimText } from "../src/core/text/embedded-text.ts";
import type { CodeNode, Language } from "../src/core/workflow/code-node.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../src/sandbox/sandbox.ts";

// The platform's default node, and a process of the real interpreter that is started to do the same: load the code,
// call main with the inputs, print the result as JSON.

export const defaultCodes: Readonly<Record<Language, string>> = {
  python: '\ndef main(arg1: str, arg2: str):\n    return {\n        "result": arg1 + arg2,\n    }\n',
  javascript: "\nfunction main({arg1, arg2}) {\n    return {\n        result: arg1 + arg2\n    }\n}\n",
};
export const inputsText = '{"arg1": "a", "arg2": "b"}';
export const processScripts: Readonly<Record<Language, string>> = {
  python: `${defaultCodes.python}\nimport json\nprint(json.dumps(main(**json.loads('${inputsText}'))))\n`,
  javascript: `${defaultCodes.javascript}\nconsole.log(JSON.stringify(main(JSON.parse('${inputsText}'))));\n`,
};

/** The interpreter itself, not a shim that looks for it first. */
export const interpreters: Readonly<Record<Language, string>> = {
  python: printed("python3", ["-c", "import sys; print(sys.executable)"]).trim(),
  javascript: process.execPath,
};

export function openSandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  return createSandbox({ assetsFolder: "dist/sandbox", ...options });
}

export async function runDefaultNode(sandbox: Sandbox, language: Language): Promise<void> {
  const code = defaultCodes[language];
  const range = { start: 0, end: code.length };
  const node: CodeNode = {
    id: "1",
    title: "Default",
    language,
    inputs: ["arg1", "arg2"].map((name) => ({ name, selector: [], range })),
    outputs: [{ name: "result", type: "string", range }],
    errorStrategy: "none",
    defaults: [],
    code: verbatimText(code),
    range,
  };
  const target = dify.targets[0];
  const inputs = readInputs(inputsText);
  const completed = inputs.kind === "inputs" ? dify.completeInputs(node, inputs.inputs) : inputs;
  if (!target || completed.kind === "problem") throw new Error("The benchmark's own node is wrong.");
  const { status } = await runNode({
    path: "bench",
    node,
    facts: readFacts(language, code),
    otherTargets: [],
    dialect: dify,
    target,
    inputs: completed,
    once: true,
    signal: new AbortController().signal,
    run: (request, signal) => sandbox.run(request, signal),
    wait: async () => {},
  });
  if (status !== "succeeded") throw new Error(`The ${language} node ${status}.`);
}

/** What the program printed; throws when it failed. */
export function printed(program: string, given: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync(program, given, { encoding: "utf8", env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${program} ${given.join(" ")} failed: ${stderr}`);
  return stdout;
}

/** A folder with the files, for as long as the work takes. */
export async function withFiles<Result>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "code-nodes-bench-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
