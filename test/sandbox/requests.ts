import type { ModulePolicy } from "../../src/core/contract/module-policy.ts";
import { difyJavaScriptGlobals } from "../../src/core/dialects/dify/platform/javascript-globals.ts";
import type { RunOutcome } from "../../src/core/run/outcome.ts";
import type { RunLimits, RunRequest } from "../../src/core/run/request.ts";
import type { Language } from "../../src/core/workflow/code-node.ts";
import { createSandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";

/** The built sandbox; `esbuild.mjs` puts its engines there before the tests are bundled. */
export function openSandbox(options: Partial<SandboxOptions> = {}) {
  return createSandbox({ assetsFolder: "dist/sandbox", ...options });
}

export type RequestChanges = Partial<Omit<RunRequest, "limits" | "call">> & {
  readonly limits?: Partial<RunLimits>;
  /** The arguments' JSON text: an object for Python (keywords), an array for JavaScript (positions). */
  readonly given?: string;
};

export function requestFor(language: Language, code: string, changes: RequestChanges = {}): RunRequest {
  const { limits, given, ...rest } = changes;
  return {
    language,
    code,
    fileName: language === "python" ? "node.py" : "node.js",
    moduleName: "__main__",
    entryPoint: "main",
    call:
      language === "python"
        ? { kind: "keywords", argumentsText: given ?? "{}" }
        : { kind: "positions", argumentsText: given ?? "[{}]" },
    awaitsResult: false,
    modules: everything[language],
    globals: language === "python" ? [] : difyJavaScriptGlobals,
    limits: {
      timeMs: 10_000,
      memoryBytes: 256 * 1024 * 1024,
      consoleBytes: 100 * 1024,
      resultBytes: 4 * 1024 * 1024,
      ...limits,
    },
    ...rest,
  };
}

const nodeModules = (
  "assert assert/strict buffer console crypto events path path/posix perf_hooks punycode querystring string_decoder " +
  "timers timers/promises url util util/types zlib"
)
  .split(" ")
  .flatMap((name) => [name, `node:${name}`]);
const otherwise = "No module named '{module}'";
const everything: Readonly<Record<Language, ModulePolicy>> = {
  python: {
    allowed: (
      "json re math datetime hashlib hmac base64 urllib sys os time asyncio random string collections itertools " +
      "functools decimal statistics uuid builtins importlib linecache types gc ctypes socket subprocess warnings logging " +
      "typing dataclasses enum copy io traceback threading zoneinfo numpy signal faulthandler zlib js pyodide pyodide_js"
    ).split(" "),
    blocked: [],
    otherwise,
    separator: ".",
  },
  javascript: {
    allowed: ["lodash", "moment", "luxon", "jmespath", ...nodeModules],
    blocked: [],
    otherwise,
    separator: "/",
  },
};

/** Allows a module policy whatever the code's text imports: what stops such code must be another wall. */
export function importing(code: string): Pick<RunRequest, "modules"> {
  const named = [...code.matchAll(/\b(?:import|from)\s+([\w.]+(?:\s*,\s*[\w.]+)*)/g)].flatMap(([, names = ""]) =>
    names.split(/\s*,\s*/),
  );
  return { modules: { ...everything.python, allowed: [...everything.python.allowed, ...named] } };
}

/** Everything of an outcome but its time. */
export function withoutTime({ elapsedMs: _, ...rest }: RunOutcome) {
  return rest;
}

export function consoleText(outcome: RunOutcome): string {
  return outcome.console.map(({ stream, text }) => `${stream}: ${text}`).join("\n");
}
