import type { LanguageVersions } from "../../../contract/language-versions.ts";
import type { Target } from "../../../contract/node-contract.ts";

/** A row of the table in `targets.ts`. */
export interface N8nTarget extends Target {
  /** What runs a node whose language is the legacy `python`; `pythonNative` always runs on the native runner. */
  readonly legacyPython: "pyodide" | "native";
  /** "task-runner": what is known about n8n 2's holds; "in-process": n8n 1's vm2, whose globals are not recorded. */
  readonly javascript: "task-runner" | "in-process";
  /** What `$env` shows of the server's own environment. */
  readonly environment: "denied" | Readonly<Record<string, string>>;
  readonly allowed: AllowedModules;
  readonly languages: LanguageVersions;
}

/** In n8n's notation: names, or the sole `*` for all. */
export interface AllowedModules {
  /** Node's own modules: `NODE_FUNCTION_ALLOW_BUILTIN`. */
  readonly builtin: readonly string[];
  /** JavaScript packages: `NODE_FUNCTION_ALLOW_EXTERNAL`. */
  readonly external: readonly string[];
  /** `N8N_RUNNERS_STDLIB_ALLOW` */
  readonly pythonStdlib: readonly string[];
  /** `N8N_RUNNERS_EXTERNAL_ALLOW` */
  readonly pythonExternal: readonly string[];
}
