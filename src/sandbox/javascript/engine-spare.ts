import type { EngineMaker, FreshEngine } from "./engine.ts";

/** Keeps one engine ready that nothing has run in. */
export interface EngineSpare {
  take(memoryBytes: number): Promise<FreshEngine>;
  /** Makes the spare for a run with this limit; rejects when engines cannot be made. */
  prepare(memoryBytes: number): Promise<FreshEngine>;
}

export function createEngineSpare(makeEngine: EngineMaker): EngineSpare {
  let spare: { readonly memoryBytes: number; readonly engine: Promise<FreshEngine> } | undefined;
  return {
    take(memoryBytes) {
      const ready = spare;
      spare = undefined;
      return ready?.memoryBytes === memoryBytes ? ready.engine : makeEngine(memoryBytes);
    },
    prepare(memoryBytes) {
      spare = { memoryBytes, engine: makeEngine(memoryBytes) };
      return spare.engine;
    },
  };
}
