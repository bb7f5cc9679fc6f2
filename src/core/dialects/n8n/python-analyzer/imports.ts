import type { ModulePolicy } from "../../../contract/module-policy.ts";
import { pythonStandardLibrary } from "../platform/python-standard-library.ts";

/** What an instance lets Python import, each list as n8n's own variables have it: names, or `*` alone. */
export interface PythonImportPolicy {
  /** `N8N_RUNNERS_STDLIB_ALLOW` */
  readonly stdlibAllow: readonly string[];
  /** `N8N_RUNNERS_EXTERNAL_ALLOW` */
  readonly externalAllow: readonly string[];
}

/** n8n's text about a module that may not be imported (`os.path` is judged by `os`); undefined when it may. */
export function importRefusal(policy: PythonImportPolicy, module: string): string | undefined {
  const top = module.split(".")[0] ?? "";
  const isStandard = pythonStandardLibrary.has(top);
  const allowed = isStandard ? policy.stdlibAllow : policy.externalAllow;
  if (allowed.includes("*") || allowed.includes(top)) return undefined;
  return isStandard ? standardRefusal(policy, module) : externalRefusal(policy, module);
}

export function standardRefusal({ stdlibAllow }: PythonImportPolicy, module: string): string {
  return `Import of standard library module '${module}' is disallowed. Allowed stdlib modules: ${listed(stdlibAllow)}`;
}

export function externalRefusal({ externalAllow }: PythonImportPolicy, module: string): string {
  return `Import of external package '${module}' is disallowed. Allowed external packages: ${listed(externalAllow)}`;
}

function listed(modules: readonly string[]): string {
  return modules.length > 0 ? [...modules].sort(byCodePoint).join(", ") : "none";
}

/** With both lists open n8n does not look at the code at all. */
export function allowsEverything({ stdlibAllow, externalAllow }: PythonImportPolicy): boolean {
  return stdlibAllow.includes("*") && externalAllow.includes("*");
}

/** The same policy as the sandbox knows it. */
export function modulePolicyOf({ stdlibAllow, externalAllow }: PythonImportPolicy): ModulePolicy {
  const takesAnyStandard = stdlibAllow.includes("*");
  const takesAnyExternal = externalAllow.includes("*");
  const named = [...stdlibAllow, ...externalAllow].filter((module) => module !== "*");
  const refused = [...pythonStandardLibrary].filter((module) => !takesAnyStandard && !stdlibAllow.includes(module));
  const otherwise = "The import of {module} is disallowed.";
  return {
    allowed: [...named, ...(takesAnyStandard ? pythonStandardLibrary : [])],
    blocked: takesAnyExternal && refused.length > 0 ? [{ modules: refused, reason: otherwise }] : [],
    allowsOthers: takesAnyExternal,
    otherwise,
    separator: ".",
  };
}

function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
