import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeModule } from "../../../../../src/core/contract/module-policy.ts";
import { envTextUnder } from "../../../../../src/core/dialects/configured-targets.ts";
import { n8n } from "../../../../../src/core/dialects/n8n/n8n.ts";
import { readN8nServerSettings } from "../../../../../src/core/dialects/n8n/platform/server-settings.ts";

type Own = { readonly language: "javaScript" | "pythonNative" | "python" };

/** Whether each module may be imported under an environment, by the default target. */
function allowed(envText: string, modules: string, { language }: Own = { language: "javaScript" }): string {
  const [target = assert.fail()] = readN8nServerSettings(envText).targets;
  const own = {
    kind: "code",
    typeVersion: 2,
    mode: "runOnceForAllItems",
    onError: "stopWorkflow",
    continuesOnFail: false,
  } as const;
  const node = {
    language: language === "javaScript" ? "javascript" : "python",
    own: { ...own, language, executesOnce: false, alwaysOutputsData: false, isDisabled: false },
  } as const;
  const { modules: policy } = n8n.contract(node, target);
  return modules
    .split(" ")
    .filter((module) => judgeModule(policy, module).allowed)
    .join(" ");
}

test("a stock server allows no module at all", () => {
  assert.equal(allowed("", "crypto node:crypto lodash moment luxon fs"), "");
  assert.equal(allowed("", "json re os.path numpy", { language: "pythonNative" }), "");
});

test("JavaScript: names are compared whole, * stands for all of its list", () => {
  const names = "crypto node:crypto fs fs/promises lodash lodash/fp";
  assert.equal(allowed("NODE_FUNCTION_ALLOW_BUILTIN=crypto, fs", names), "crypto fs");
  assert.equal(allowed("NODE_FUNCTION_ALLOW_BUILTIN=*", names), "crypto node:crypto fs fs/promises");
  assert.equal(allowed("NODE_FUNCTION_ALLOW_EXTERNAL=lodash", names), "lodash");
  assert.equal(allowed("NODE_FUNCTION_ALLOW_EXTERNAL=*", names), "lodash lodash/fp");
});

test("native Python: the first part of a name decides; Pyodide takes what it has", () => {
  const native = { language: "pythonNative" } as const;
  assert.equal(allowed("N8N_RUNNERS_STDLIB_ALLOW=os,json", "os.path json re", native), "os.path json");
  assert.equal(allowed("N8N_RUNNERS_STDLIB_ALLOW=*\nN8N_RUNNERS_EXTERNAL_ALLOW=*", "re numpy", native), "re numpy");
  assert.equal(allowed("", "json numpy js", { language: "python" }), "json numpy");
});

test("what the server would refuse is a problem, and the timeout counts", () => {
  const { problems } = readN8nServerSettings("N8N_RUNNERS_STDLIB_ALLOW=*,json\nN8N_RUNNERS_TASK_TIMEOUT=soon");
  assert.deepEqual(
    problems.map(({ kind, message }) => [kind, message.slice(0, 60)]),
    [
      ["malformed", "Wildcard '*' in N8N_RUNNERS_STDLIB_ALLOW must be used alone,"],
      ["malformed", 'N8N_RUNNERS_TASK_TIMEOUT is "soon", but must be a whole numb'],
    ],
  );
  assert.equal(readN8nServerSettings("N8N_RUNNERS_TASK_TIMEOUT=4").targets[0]?.timeLimitMs, 4000);
});

test("a misspelt name is reported with the one that is meant, and other variables are left alone", () => {
  const { problems } = readN8nServerSettings(
    "N8N_RUNNERS_STDLIB_ALOW=json\nNODE_FUNCTION_ALLOW_BUILTIM=fs\nN8N_RUNNERS_TASK_REQUEST_TIMEOUT=60\nN8N_PORT=5678\nSHOP=x",
  );
  assert.deepEqual(
    problems.map(({ kind, message }) => [kind, message]),
    [
      [
        "unknown",
        "n8n reads no variable N8N_RUNNERS_STDLIB_ALOW, so it has no effect. Write N8N_RUNNERS_STDLIB_ALLOW.",
      ],
      [
        "unknown",
        "n8n reads no variable NODE_FUNCTION_ALLOW_BUILTIM, so it has no effect. Write NODE_FUNCTION_ALLOW_BUILTIN.",
      ],
    ],
  );
});

test("the editor's settings stand for the server's variables and win over its file", () => {
  const settings: Readonly<Record<string, unknown>> = {
    allowBuiltin: "crypto",
    "python.stdlibAllow": " ",
    allowExternal: 5,
  };
  const text = envTextUnder(n8n, "NODE_FUNCTION_ALLOW_BUILTIN=fs", (name) => settings[name]);
  assert.equal(allowed(text ?? "", "crypto fs"), "crypto");
  assert.equal(
    envTextUnder(n8n, undefined, () => ""),
    undefined,
  );
});
