import { readFileSync } from "node:fs";
import type { DifyLimits } from "../../../../src/core/dialects/dify/platform/limits.ts";
import { parsePythonJson } from "../../../../src/core/json/parse-python-json.ts";
import type { OutputSchema } from "./code-node-builder.ts";

export interface Vector {
  readonly id: string;
  readonly stage: "result" | "run" | "stdout";
  readonly title: string;
  readonly result_json?: string;
  readonly result_gen?: string;
  readonly stdout?: string;
  readonly language?: "python3" | "javascript" | null;
  readonly code?: string;
  readonly inputs?: Readonly<Record<string, unknown>> | null;
  /** The generation of dify-sandbox that a case of stage "run" was executed with. */
  readonly sandbox?: string;
  readonly timeout_seconds?: number;
  readonly outputs_schema: OutputSchema;
  readonly limits: string;
  readonly expect: Expectation;
  /** The releases whose outcome is another one; every other executed release gave exactly `expect`. */
  readonly differs_in?: readonly (Expectation & { readonly versions: readonly string[]; readonly error?: string })[];
}

interface Expectation {
  readonly status: "succeeded" | "failed";
  readonly error_type?: string;
  readonly error_exact?: string;
  readonly error_contains?: string;
  readonly outputs_json?: string;
  readonly outputs_gen?: string;
}

export interface DefaultValueVector {
  readonly id: string;
  readonly type: string;
  readonly value: unknown;
  readonly expect:
    | { readonly status: "ok"; readonly value: unknown }
    | { readonly status: "rejected"; readonly contains: string };
}

interface VectorFile {
  readonly vectors: readonly Vector[];
  readonly default_values: readonly DefaultValueVector[];
}

const path = "test/vectors/dify.json";

/** Executed cases. */
export function readVectors(): VectorFile & { readonly limits: ReadonlyMap<string, DifyLimits> } {
  const text = readFileSync(path, "utf8");
  return { ...(JSON.parse(text) as VectorFile), limits: readProfiles(text) };
}

/** `@REP(x,3)@` is xxx, `@LIST(x,3)@` is x, x, x. */
export function expandMacros(text: string): string {
  return text
    .replace(/@REP\((.*?),(\d+)\)@/g, (_, piece: string, count: string) => piece.repeat(Number(count)))
    .replace(/@LIST\((.*?),(\d+)\)@/g, (_, piece: string, count: string) =>
      Array(Number(count)).fill(piece).join(", "),
    );
}

/** The bounds exceed what JSON.parse can hold. */
function readProfiles(text: string): ReadonlyMap<string, DifyLimits> {
  const parsed = parsePythonJson(text);
  const profiles = parsed.kind === "value" ? member(parsed.value, "limits_profiles") : undefined;
  if (profiles?.kind !== "object") throw new Error(`${path} has no limits_profiles.`);
  return new Map(
    profiles.entries.map(([name, profile]) => {
      const int = (key: string) => {
        const value = member(profile, key);
        if (value?.kind !== "int") throw new Error(`${path}: ${name}.${key} is no integer.`);
        return value.digits;
      };
      const limits: DifyLimits = {
        maxStringCodePoints: Number(int("max_string_length")),
        minNumber: BigInt(int("min_number")),
        maxNumber: BigInt(int("max_number")),
        maxDecimals: Number(int("max_precision")),
        maxDepthLevels: Number(int("max_depth")),
        maxNumberArrayElements: Number(int("max_number_array_length")),
        maxStringArrayElements: Number(int("max_string_array_length")),
        maxObjectArrayElements: Number(int("max_object_array_length")),
      };
      return [name, limits] as const;
    }),
  );
}

type Parsed = Extract<ReturnType<typeof parsePythonJson>, { kind: "value" }>["value"];

function member(value: Parsed, name: string): Parsed | undefined {
  return value.kind === "object" ? value.entries.find(([key]) => key === name)?.[1] : undefined;
}
