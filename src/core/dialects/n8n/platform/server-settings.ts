import type { ServerSettings, SettingsProblem } from "../../dialect.ts";
import { type EnvEntry, readEnvFile } from "../../env-file.ts";
import { nearestName } from "../../nearest-name.ts";
import type { AllowedModules, N8nTarget } from "./target.ts";
import { n8nTargets } from "./targets.ts";

/** Settings of the editor, `codeNodes.n8n.<name>`, that stand for a variable of the server. */
export const n8nSettingVariables: Readonly<Record<string, string>> = {
  allowBuiltin: "NODE_FUNCTION_ALLOW_BUILTIN",
  allowExternal: "NODE_FUNCTION_ALLOW_EXTERNAL",
  "python.stdlibAllow": "N8N_RUNNERS_STDLIB_ALLOW",
  "python.externalAllow": "N8N_RUNNERS_EXTERNAL_ALLOW",
};

const allowLists: Readonly<Record<string, keyof AllowedModules | undefined>> = {
  NODE_FUNCTION_ALLOW_BUILTIN: "builtin",
  NODE_FUNCTION_ALLOW_EXTERNAL: "external",
  N8N_RUNNERS_STDLIB_ALLOW: "pythonStdlib",
  N8N_RUNNERS_EXTERNAL_ALLOW: "pythonExternal",
};

const timeout = "N8N_RUNNERS_TASK_TIMEOUT";
const environmentAccess = "N8N_BLOCK_ENV_ACCESS_IN_NODE";

type Change = (target: N8nTarget) => N8nTarget;

/** Every target under a server's own environment. Source of the variables: facts about n8n 2.41.1, 2026-09. Never throws. */
export function readN8nServerSettings(envText: string): ServerSettings {
  const entries = new Map(readEnvFile(envText).map((entry) => [entry.name, entry]));
  const problems: SettingsProblem[] = [];
  const changes: Change[] = [];
  const variables = Object.fromEntries([...entries.values()].map(({ name, value }) => [name, value]));
  changes.push((target) => (target.environment === "denied" ? target : { ...target, environment: variables }));
  for (const entry of entries.values()) {
    const reading = readEntry(entry, variables);
    if (reading && "message" in reading) problems.push(reading);
    else if (reading) changes.push(reading.change);
  }
  return {
    targets: n8nTargets.map((target) => changes.reduce((changed, change) => change(changed), target)),
    problems,
  };
}

function readEntry(
  entry: EnvEntry,
  variables: Readonly<Record<string, string>>,
): SettingsProblem | { readonly change: Change } | undefined {
  const { name, value } = entry;
  const list = allowLists[name];
  if (value === "") return undefined;
  if (list) return readAllowList(entry, list);
  if (name === timeout) {
    if (!/^[1-9]\d*$/.test(value)) return malformed(entry, "a whole number of seconds from 1");
    return { change: (target) => ({ ...target, timeLimitMs: Number(value) * 1000 }) };
  }
  if (name === environmentAccess) {
    const environment = value === "false" ? variables : "denied";
    return { change: (target) => ({ ...target, environment }) };
  }
  return misspelt(entry);
}

/** Of n8n's many other variables none is as near to one of these. */
function misspelt({ name, range }: EnvEntry): SettingsProblem | undefined {
  const nearest = nearestName(name, [...Object.keys(allowLists), timeout, environmentAccess]);
  if (nearest === undefined) return undefined;
  const message = `n8n reads no variable ${name}, so it has no effect. Write ${nearest}.`;
  return { kind: "unknown", name, message, range };
}

function readAllowList(entry: EnvEntry, list: keyof AllowedModules): SettingsProblem | { readonly change: Change } {
  const names = entry.value.split(",").flatMap((name) => name.trim() || []);
  const isPython = list === "pythonStdlib" || list === "pythonExternal";
  if (isPython && names.includes("*") && names.length > 1) {
    const message = `Wildcard '*' in ${entry.name} must be used alone, not with other modules. Got: ${names.join(", ")}. n8n's runner does not start with that: write * alone, or the names.`;
    return { kind: "malformed", name: entry.name, message, range: entry.range };
  }
  return { change: (target) => ({ ...target, allowed: { ...target.allowed, [list]: names } }) };
}

function malformed({ name, value, range }: EnvEntry, wanted: string): SettingsProblem {
  const message = `${name} is "${value}", but must be ${wanted}. Correct it, or remove the line.`;
  return { kind: "malformed", name, message, range };
}
