import { readFileSync } from "node:fs";

/** A case that a real n8n executed, and what came of it. */
export interface Vector {
  readonly id: string;
  readonly language: "javaScript" | "pythonNative" | "python";
  readonly mode: "runOnceForAllItems" | "runOnceForEachItem";
  readonly kind?: "editor-lint";
  readonly code: string;
  readonly items: readonly unknown[];
  readonly node?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly staticData?: Readonly<Record<string, unknown>>;
  readonly extraNodes?: readonly { readonly name: string; readonly type: string; readonly parameters: unknown }[];
  readonly connections?: Readonly<Record<string, unknown>>;
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
  const { vectors } = JSON.parse(read("../shared/vectors/n8n.json")) as { readonly vectors: readonly Vector[] };
  return vectors.filter(({ kind }) => kind !== "editor-lint");
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`The executed cases are needed beside the project: ${path}`, { cause: error });
  }
}
