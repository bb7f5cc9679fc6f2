import type { LanguageVersions } from "../../../contract/language-versions.ts";
import type { Target } from "../../../contract/node-contract.ts";
import { documentedJavaScriptModules } from "./javascript-modules.ts";
import { killedCalls } from "./killed-calls.ts";
import { documentedLimits, earlierReleaseLimits, releaseLimits } from "./limits.ts";
import { documentedPythonModules } from "./python-modules.ts";
import { earlierPythonModules, releaseJavaScriptModules, releasePythonModules } from "./release-modules.ts";
import type { Bootstrap, DifyTarget } from "./target.ts";
import { firstWording, newestWording, secondWording } from "./wording.ts";

/** dify-sandbox up to 0.2.15, read 2026-08. */
const timedOut = "error: timeout\nerror: signal: killed\n";

/** dify-sandbox 0.2.15, seen 2026-11. */
const newestLanguages: LanguageVersions = { python: "3.14", node: "20.20.0" };
/** dify-sandbox 0.2.12, seen 2026-11. */
const earlierLanguages: LanguageVersions = { python: "3.10", node: "20.11.1" };

const noBootstrap: Bootstrap = {
  pythonModules: [],
  pythonValues: {},
  pythonRunnerImports: [],
  javascriptRunnerNames: [],
  javascriptOuterNames: [],
};

/**
 * The published contract. Where the pages speak they decide. Where they are silent, what every release does
 * on purpose holds too: array lengths, missing outputs, type checks and their order, null for any type.
 * Accidents of an implementation do not: rewritten scientific notation, unchecked booleans and array elements, a check
 * that crashes, names left over by the sandbox, a node that fails because something was printed on stderr.
 */
const documented: DifyTarget = {
  name: "documented",
  label: "Dify · documented",
  // "Maximum execution time: 10 seconds", seen 2026-11.
  timeLimitMs: 10_000,
  limits: documentedLimits,
  wording: newestWording,
  // "If your function returns a key that isn't declared in Output Variables, Dify silently drops it", seen 2026-11.
  undeclaredKeys: "dropped",
  scientificText: "stays-text",
  booleanOutputs: "must-be-boolean",
  booleansAsNumbers: "become-numbers",
  numberElements: { nulls: "refused", sizes: "checked", order: "types-first" },
  stringElements: "checked",
  // "Objects/Arrays: Maximum depth of 5 levels", seen 2026-11.
  listsInLists: "count-as-levels",
  notANumber: "passes",
  innerPaths: "plain",
  // The page shows `main(data)`, its guide `main({ a, b })`.
  javascriptArguments: "one-object-or-positions",
  // "JavaScript nodes support async/await", seen 2026-11.
  awaitsJavaScript: true,
  stderr: "shown",
  result: "apart",
  inputIntegers: "any",
  inputsPlaceholder: "stays",
  killedCalls,
  bootstrap: noBootstrap,
  errorText: { linesBefore: 0, holdsStderrAndStatus: false, timedOut },
  // "up to 10 automatic retries with configurable intervals (maximum 5000ms)", seen 2026-11.
  retryLimits: { maxRetries: 10, intervalMs: 5000 },
  modules: { python: documentedPythonModules, javascript: documentedJavaScriptModules },
  // The pages name no versions: those of the newest release.
  languages: newestLanguages,
};

/** dify-sandbox 0.2.12 to 0.2.14 with the runner of `core/helper/code_executor`, read 2026-08. */
const earlierBootstrap: Bootstrap = {
  pythonModules: ["os", "sys", "ctypes", "traceback"],
  pythonValues: { lib: "None", running_path: '"/var/sandbox/sandbox-python"', excepthook: "sys.excepthook" },
  pythonRunnerImports: ["import json", "from base64 import b64decode"],
  javascriptRunnerNames: ["inputs_obj", "output_obj", "output_json", "result"],
  javascriptOuterNames: ["lib", "koffi", "argv", "uid", "gid", "options", "difySeccomp"],
};

/** 1.14.0 to 1.16.0: graphon 0.2.2 to 0.6.0 with dify-sandbox 0.2.15 (Python 3.14, Node 20.20), read and executed 2026-08. */
const release16: DifyTarget = {
  name: "1.16",
  label: "Dify · 1.16",
  // SANDBOX_WORKER_TIMEOUT of the compose file; a bare sandbox stops after 5 s.
  timeLimitMs: 15_000,
  limits: releaseLimits,
  wording: newestWording,
  undeclaredKeys: "fail-the-node",
  scientificText: "becomes-float",
  booleanOutputs: "unchecked",
  booleansAsNumbers: "become-numbers",
  numberElements: { nulls: "refused", sizes: "unchecked", order: "types-first" },
  stringElements: "checked",
  listsInLists: "crash-the-check",
  notANumber: "passes",
  innerPaths: "plain",
  javascriptArguments: "one-object",
  awaitsJavaScript: false,
  stderr: "fails-the-node",
  result: "between-printed-tags",
  inputIntegers: "64-bit",
  inputsPlaceholder: "replaced",
  killedCalls,
  bootstrap: {
    ...earlierBootstrap,
    pythonScriptName: "code",
    javascriptOuterNames: [...earlierBootstrap.javascriptOuterNames, "code", "fs"],
  },
  errorText: { pythonFileName: "<fd3>", linesBefore: 0, holdsStderrAndStatus: true, timedOut },
  modules: { python: releasePythonModules, javascript: releaseJavaScriptModules },
  languages: newestLanguages,
};

/** 1.9.2 to 1.13.3: `code_node.py` of 1.13.3 with dify-sandbox 0.2.12 (Python 3.10, Node 20.11), read and executed 2026-08. */
const release13: DifyTarget = {
  ...release16,
  name: "1.13",
  languages: earlierLanguages,
  label: "Dify · 1.13",
  wording: secondWording,
  numberElements: { nulls: "refused", sizes: "checked", order: "one-by-one" },
  stringElements: "crash-the-check",
  notANumber: "crashes-the-check",
  innerPaths: "begin-with-a-dot",
  modules: { ...release16.modules, python: earlierPythonModules },
  bootstrap: earlierBootstrap,
  errorText: { pythonFileName: "<string>", linesBefore: 0, holdsStderrAndStatus: true, timedOut },
};

/** 1.9.0 and 1.9.1. The runner put two lines before the code until 1.10.0 (f65d5a9761). */
const release9: DifyTarget = {
  ...release13,
  name: "1.9",
  label: "Dify · 1.9",
  limits: earlierReleaseLimits,
  errorText: { ...release13.errorText, linesBefore: 2 },
};

/** `code_node.py` of 1.8.0, executed 2026-08. */
const release8: DifyTarget = {
  ...release9,
  name: "1.8",
  label: "Dify · 1.8",
  wording: firstWording,
  booleanOutputs: "must-be-boolean",
  numberElements: { nulls: "allowed", sizes: "checked", order: "one-by-one" },
  stringElements: "checked",
};

/** `code_node.py` of 1.7.0 to 1.7.2, executed 2026-08. */
const release7: DifyTarget = {
  ...release8,
  name: "1.7",
  label: "Dify · 1.7",
  booleanOutputs: "unsupported",
  booleansAsNumbers: "stay-booleans",
};

export const difyTargets: readonly [DifyTarget, ...DifyTarget[]] = [
  documented,
  release16,
  release13,
  release9,
  release8,
  release7,
];

/** The row behind a target that the dialect handed out; one with limits of its own is such a row already. */
export function difyTargetOf(target: Target): DifyTarget {
  if ("limits" in target) return target as DifyTarget;
  return difyTargets.find(({ name }) => name === target.name) ?? difyTargets[0];
}
