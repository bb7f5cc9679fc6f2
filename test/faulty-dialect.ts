import type { Dialect } from "../src/core/dialects/dialect.ts";
import { dify } from "../src/core/dialects/dify/dify.ts";

type Part = "contract" | "mayHoldNodes" | "readWorkflow" | "readDeclaration" | "readServerSettings" | "writeCodes";
type Given<Name extends Part> = Parameters<NonNullable<Dialect[Name]>>[0];

/** Until what it returns is called, that part of the real dialect first does what `fault` does, which may throw. */
export function makeFaulty<Name extends Part>(
  dialect: Dialect,
  part: Name,
  fault: (given: Given<Name>) => unknown,
): () => void {
  const parts = dialect as unknown as Record<Part, (...given: unknown[]) => unknown>;
  const real = parts[part];
  parts[part] = (...given) => {
    fault(given[0] as Given<Name>);
    return real.apply(dialect, given);
  };
  return () => {
    parts[part] = real;
  };
}

/** The same for Dify's, while `act` runs. */
export function withFault<Name extends Part>(
  part: Name,
  fault: (given: Given<Name>) => unknown,
  act: () => void,
): void {
  const restore = makeFaulty(dify, part, fault);
  try {
    act();
  } finally {
    restore();
  }
}
