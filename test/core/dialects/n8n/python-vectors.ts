import { existsSync, readFileSync } from "node:fs";
import { type PythonImportPolicy, readAllowList } from "../../../../src/core/dialects/n8n/python-imports.ts";

export interface N8nItem {
  readonly json?: unknown;
  readonly binary?: unknown;
  readonly pairedItem?: unknown;
}

export interface PythonVector {
  readonly id: string;
  readonly language: "pythonNative" | "python";
  readonly mode: "runOnceForAllItems" | "runOnceForEachItem";
  readonly code: string;
  readonly items: readonly N8nItem[];
  readonly node?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly expect: {
    readonly items?: readonly N8nItem[];
    readonly errorOutputItems?: readonly N8nItem[];
    readonly error?: string;
    readonly description?: string;
    readonly itemIndex?: number;
    readonly logs?: readonly (readonly unknown[])[];
    readonly continuedWith?: unknown;
  };
}

const path = "../shared/vectors/n8n.json";

/** Executed Python cases that lie beside the project; without them a test fails, since it would prove nothing. */
export function readPythonVectors(): readonly PythonVector[] {
  if (!existsSync(path))
    throw new Error(`The executed cases are missing: put them at ${path} (from the project root).`);
  const { vectors } = JSON.parse(readFileSync(path, "utf8")) as { vectors: readonly PythonVector[] };
  return vectors.filter(({ language }) => language?.startsWith("python"));
}

export function policyOf({ env = {} }: PythonVector): PythonImportPolicy {
  return {
    stdlibAllow: modules(env, "N8N_RUNNERS_STDLIB_ALLOW"),
    externalAllow: modules(env, "N8N_RUNNERS_EXTERNAL_ALLOW"),
  };
}

function modules(env: Readonly<Record<string, string>>, variable: string): readonly string[] {
  const list = readAllowList(env[variable] ?? "", variable);
  if (list.kind === "malformed") throw new Error(list.message);
  return list.modules;
}
