import { type LanguageVersion, languageVersionOf } from "../../../contract/language-versions.ts";
import type { ModulePolicy } from "../../../contract/module-policy.ts";
import { words } from "../../../text/words.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { ownPartOf } from "./n8n-node.ts";
import { pythonStandardLibrary } from "./python-standard-library.ts";
import type { AllowedModules, N8nTarget } from "./target.ts";

/** Node's own modules, with what lies below them; each also goes by `node:` and its name. Node 24, seen 2026-11. */
const nodeModules: readonly string[] = words(`
  assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns
  dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix
  path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers
  stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm
  wasi worker_threads zlib
`).flatMap((name) => [name, `node:${name}`]);

/** What of Node exists under `node:` only. */
const nodeOnlyModules = words("node:sea node:sqlite node:test node:test/reporters");

const builtinNames = [...nodeModules, ...nodeOnlyModules];

/** Which runner executes a node under a target: the platform's own, or the Pyodide of n8n 1. */
export function pythonRunnerOf(node: Pick<CodeNode, "own">, target: N8nTarget): "native" | "pyodide" {
  return ownPartOf(node)?.language === "python" ? target.legacyPython : "native";
}

/** The version that runs a node's code; of the Python in n8n 1's Pyodide it is not known. */
export function n8nLanguageOf(
  node: Pick<CodeNode, "language" | "own">,
  target: N8nTarget,
): { readonly languageVersion?: LanguageVersion } {
  if (node.language === "python" && pythonRunnerOf(node, target) === "pyodide") return {};
  return { languageVersion: languageVersionOf(node.language, target.languages) };
}

export function n8nModulesOf(node: Pick<CodeNode, "language" | "own">, target: N8nTarget): ModulePolicy {
  if (node.language === "javascript") return javascriptModules(target.allowed);
  return pythonRunnerOf(node, target) === "pyodide" ? pyodideModules : pythonModules(target.allowed);
}

/** n8n compares whole names: `fs` allows neither `fs/promises` nor `node:fs`. */
function javascriptModules({ builtin, external }: AllowedModules): ModulePolicy {
  const allowed = [...(isAll(builtin) ? builtinNames : builtin), ...(isAll(external) ? [] : external)];
  return {
    allowed,
    blocked: [
      {
        modules: builtinNames.filter((name) => !allowed.includes(name)),
        reason:
          "n8n says \"Module '{module}' is disallowed\" unless the server allows this module of Node. If yours does, write its name into codeNodes.n8n.allowBuiltin, as NODE_FUNCTION_ALLOW_BUILTIN has it there.",
      },
    ],
    otherwise:
      "n8n says \"Module '{module}' is disallowed\" unless the server allows this package. If yours does, write its name into codeNodes.n8n.allowExternal, as NODE_FUNCTION_ALLOW_EXTERNAL has it there.",
    separator: "none",
    ...(isAll(external) ? { allowsOthers: true } : {}),
  };
}

/** The first part of a name decides, as in n8n; where one list is open, a name may be of that list. */
function pythonModules({ pythonStdlib, pythonExternal }: AllowedModules): ModulePolicy {
  const isOpen = isAll(pythonStdlib) || isAll(pythonExternal);
  return {
    allowed: [...pythonStdlib, ...pythonExternal].filter((name) => name !== "*"),
    blocked: [],
    otherwise:
      "n8n says that the import of '{module}' is disallowed unless the server allows the module; a stock server allows none. If yours does, write its name into codeNodes.n8n.python.stdlibAllow or externalAllow, as N8N_RUNNERS_STDLIB_ALLOW and N8N_RUNNERS_EXTERNAL_ALLOW have it there.",
    separator: ".",
    ...(isOpen ? { allowsOthers: true } : {}),
  };
}

/** Every package of Pyodide, found from the imports; of `os`, n8n takes `os.system` alone. Source: n8n 1.99, read 2026-09. */
const pyodideModules: ModulePolicy = {
  allowed: [],
  blocked: [
    {
      modules: words("js pyodide_js"),
      reason: "n8n 1 blocks {module}, which leads to JavaScript. Do without it.",
    },
  ],
  serverOnly: [
    {
      modules: words("micropip pyodide _pyodide _pyodide_core"),
      reason:
        "{module} reaches the network or JavaScript, which Code Nodes keeps code away from. Packages come along when the code imports them.",
    },
  ],
  otherwise: "",
  separator: ".",
  allowsOthers: true,
};

/** The same for the sandbox, which needs to know what comes along, and refuses what only a server has. */
export function pyodideSandboxModules(imported: readonly string[]): ModulePolicy {
  const { blocked, serverOnly = [], separator } = pyodideModules;
  return {
    allowed: [...pythonStandardLibrary, ...imported.map((module) => module.split(".")[0] ?? "")],
    blocked: [...blocked, ...serverOnly],
    otherwise: "No module named '{module}'",
    separator,
  };
}

function isAll(names: readonly string[]): boolean {
  return names.includes("*");
}
