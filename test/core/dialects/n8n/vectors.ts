import { readFileSync } from "node:fs";
import type { PythonImportPolicy } from "../../../../src/core/dialects/n8n/python-analyzer/imports.ts";

/** A stock instance, and n8n's own cloud: not even `json`. */
export const stockPythonImports: PythonImportPolicy = { stdlibAllow: [], externalAllow: [] };

/** A case that a real n8n executed, and what came of it. */
export interface Vector {
  readonly id: string;
  readonly language: "javaScript" | "pythonNative" | "python";
  readonly mode: "runOnceForAllItems" | "runOnceForEachItem";
  readonly kind?: "editor-lint";
  /** False: read from n8n's source, not executed. */
  readonly oracle?: boolean;
  readonly code: string;
  readonly items: readonly unknown[];
  readonly node?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly binaryMode?: string;
  readonly staticData?: Readonly<Record<string, unknown>>;
  readonly extraNodes?: readonly { readonly name: string; readonly type: string; readonly parameters: unknown }[];
  readonly connections?: Readonly<Record<string, unknown>>;
  /** Pinned items of `extraNodes`. */
  readonly pinData?: Readonly<Record<string, readonly unknown[]>>;
  readonly expect: Expectation;
}

export interface Expectation {
  readonly items?: readonly unknown[];
  readonly errorOutputItems?: readonly unknown[];
  readonly error?: string;
  readonly description?: string;
  readonly lineNumber?: number;
  readonly continuedWith?: readonly (readonly unknown[])[];
  readonly logs?: readonly (readonly unknown[])[];
  readonly notExecuted?: boolean;
}

/** The vectors that runs are compared with. */
export function readRunVectors(): readonly Vector[] {
  const { vectors } = JSON.parse(readFileSync("test/vectors/n8n.json", "utf8")) as {
    readonly vectors: readonly Vector[];
  };
  return vectors.filter(({ kind }) => kind !== "editor-lint");
}

/** What a case's server lets Python import. */
export function policyOf({ env = {} }: Vector): PythonImportPolicy {
  const named = (variable: string) => (env[variable] ?? "").split(",").filter((name) => name !== "");
  return {
    stdlibAllow: named("N8N_RUNNERS_STDLIB_ALLOW"),
    externalAllow: named("N8N_RUNNERS_EXTERNAL_ALLOW"),
  };
}
