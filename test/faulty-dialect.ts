import type { Dialect } from "../src/core/dialects/dialect.ts";
import { dify } from "../src/core/dialects/dify/dify.ts";

/** While `act` runs, that part of the real dialect first does what `fault` does, which may throw. */
export function withFault<Part extends "contract" | "mayHoldNodes" | "readWorkflow" | "readDeclaration">(
  part: Part,
  fault: (given: Parameters<Dialect[Part]>[0] & { readonly id?: string }) => unknown,
  act: () => void,
): void {
  const restore = makeFaulty(part, fault);
  try {
    act();
  } finally {
    restore();
  }
}

/** The same until what it returns is called. */
export function makeFaulty<Part extends "contract" | "mayHoldNodes" | "readWorkflow" | "readDeclaration">(
  part: Part,
  fault: (given: Parameters<Dialect[Part]>[0] & { readonly id?: string }) => unknown,
): () => void {
  const parts = dify as unknown as Record<Part, (...given: unknown[]) => unknown>;
  const real = parts[part];
  parts[part] = (...given) => {
    fault(given[0] as never);
    return real.apply(dify, given);
  };
  return () => {
    parts[part] = real;
  };
}
