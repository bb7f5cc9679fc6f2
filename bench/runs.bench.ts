import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dify } from "../src/core/dialects/dify/dify.ts";
import { readFacts } from "../src/core/languages/all-languages.ts";
import { readInputs } from "../src/core/run/read-inputs.ts";
import { runNode } from "../src/core/run/run-node.ts";
import { verbatimText } from "../src/core/text/embedded-text.ts";
import type { CodeNode, Language } from "../src/core/workflow/code-node.ts";
import { createSandbox, type Sandbox } from "../src/sandbox/sandbox.ts";
import { interleaved, milliseconds, ratio, timed } from "./median.ts";

// A run of the platform's default node, against a process of the real interpreter that is started to do the same:
// load the code, call main with the inputs, print the result as JSON.

const codes: Readonly<Record<Language, string>> = {
  python: '\ndef main(arg1: str, arg2: str):\n    return {\n        "result": arg1 + arg2,\n    }\n',
  javascript: "\nfunction main({arg1, arg2}) {\n    return {\n        result: arg1 + arg2\n    }\n}\n",
};
const runners: Readonly<Record<Language, string>> = {
  python: `${codes.python}\nimport json\nprint(json.dumps(main(**json.loads('{"arg1": "a", "arg2": "b"}'))))\n`,
  javascript: `${codes.javascript}\nconsole.log(JSON.stringify(main(JSON.parse('{"arg1": "a", "arg2": "b"}'))));\n`,
};

const folder = mkdtempSync(join(tmpdir(), "code-nodes-bench-"));
writeFileSync(join(folder, "node.py"), runners.python);
writeFileSync(join(folder, "node.js"), runners.javascript);
const processes: Readonly<Record<Language, () => void>> = {
  python: () => spawn("python3", join(folder, "node.py")),
  javascript: () => spawn(process.execPath, join(folder, "node.js")),
};

for (const language of ["python", "javascript"] as const) {
  const process = { process: processes[language] };
  const first = await interleaved(5, {
    ...process,
    first: async () => {
      const sandbox = createSandbox({ assetsFolder: "dist/sandbox", usesSnapshot: false });
      await run(sandbox, language);
      await sandbox.dispose();
    },
    restored: async () => {
      const sandbox = createSandbox({ assetsFolder: "dist/sandbox", cacheFolder: join(folder, "cache") });
      await run(sandbox, language);
      await sandbox.dispose();
    },
  });
  const sandbox = createSandbox({ assetsFolder: "dist/sandbox" });
  await run(sandbox, language);
  const warm = await interleaved(15, {
    ...process,
    warm: async () => {
      await run(sandbox, language);
    },
    // The next spare is made between two clicks, which a user does not wait for.
    pause: () => new Promise((resolve) => setTimeout(resolve, 1500)),
  });
  const back = await timed(() => run(sandbox, language));
  await sandbox.dispose();
  console.log(`The default ${language} node (medians, one click after another)`);
  console.log(`  a process started for it           ${milliseconds(warm.process)}`);
  console.log(
    `  first run of the sandbox           ${milliseconds(first.first)} (${ratio(first.first, first.process)} of the process)`,
  );
  if (language === "python")
    console.log(
      `  first run, from a kept snapshot    ${milliseconds(first.restored)} (${ratio(first.restored, first.first)} of a normal one)`,
    );
  console.log(`  run with a spare ready             ${milliseconds(warm.warm)} (${ratio(warm.warm, warm.process)})`);
  console.log(`  right after another                ${milliseconds(back)}`);
}
rmSync(folder, { recursive: true, force: true });

async function run(sandbox: Sandbox, language: Language): Promise<void> {
  const code = codes[language];
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
  const inputs = readInputs('{"arg1": "a", "arg2": "b"}');
  const { main } = readFacts(language, code);
  if (!target || inputs.kind === "problem") throw new Error("The benchmark's own node is wrong.");
  const { status } = await runNode({
    path: "bench",
    node,
    main: main.kind === "function" ? main : undefined,
    dialect: dify,
    target,
    inputs: inputs.inputs,
    once: true,
    signal: new AbortController().signal,
    run: (request, signal) => sandbox.run(request, signal),
    wait: async () => {},
  });
  if (status !== "succeeded") throw new Error(`The ${language} node ${status}.`);
}

function spawn(program: string, file: string): void {
  const { status, stdout } = spawnSync(program, [file], { encoding: "utf8" });
  if (status !== 0 || !stdout.includes("ab")) throw new Error(`${program} did not run the node.`);
}
