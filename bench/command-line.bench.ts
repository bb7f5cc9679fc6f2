import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { stringify } from "yaml";
import type { Language } from "../src/core/workflow/code-node.ts";
import { defaultCodes, inputsText, interpreters, printed, processScripts, withFiles } from "./default-node.ts";
import { interleaved, milliseconds, ratio } from "./median.ts";

// The command line from cold, against a script that calls Pyodide as it comes, and against Node running the node.

const vanilla = `import { loadPyodide } from ${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve("pyodide/pyodide.mjs")))};
const pyodide = await loadPyodide();
pyodide.setStdout({ batched: (text) => console.log(text) });
pyodide.runPython(${JSON.stringify(processScripts.python)});
`;
const files = {
  "vanilla.mjs": vanilla,
  "node.js": processScripts.javascript,
  "python.yml": workflowWith("python"),
  "javascript.yml": workflowWith("javascript"),
};

await withFiles(files, async (folder) => {
  const run = (language: Language) =>
    printed(process.execPath, ["dist/cli.js", "run", join(folder, `${language}.yml`), "--inputs", inputsText], {
      XDG_CACHE_HOME: folder,
      LOCALAPPDATA: folder,
    });
  run("python"); // The first run on a machine is not what a second one is like.
  const times = await interleaved(7, {
    vanilla: () => printed(process.execPath, [join(folder, "vanilla.mjs")]),
    python: () => run("python"),
    node: () => printed(interpreters.javascript, [join(folder, "node.js")]),
    javascript: () => run("javascript"),
  });
  console.log("code-nodes run, from cold (medians)");
  console.log(`  a script around vanilla Pyodide ${milliseconds(times.vanilla)}`);
  console.log(
    `  Python                          ${milliseconds(times.python)} (${ratio(times.python, times.vanilla)})`,
  );
  console.log(`  node running the same           ${milliseconds(times.node)}`);
  console.log(
    `  JavaScript                      ${milliseconds(times.javascript)} (${ratio(times.javascript, times.node)})`,
  );
});

function workflowWith(language: Language): string {
  const data = {
    type: "code",
    title: "Default",
    code_language: language === "python" ? "python3" : language,
    code: defaultCodes[language],
    variables: ["arg1", "arg2"].map((variable) => ({ variable, value_selector: [] })),
    outputs: { result: { type: "string", children: null } },
  };
  const graph = { nodes: [{ id: "1", data }], edges: [] };
  return stringify({ app: { mode: "workflow", name: "Default" }, kind: "app", version: "0.6.0", workflow: { graph } });
}
