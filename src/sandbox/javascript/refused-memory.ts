import type { FreshEngine } from "./engine.ts";

/** Tells whether the engine was ever refused memory. What an error says of it, the code could have written itself. */
export function watchMemory({ runtime, memory }: FreshEngine): () => boolean {
  // The memory's own maximum is the limit; the runtime would refuse without a word to the host.
  runtime.setMemoryLimit(-1);
  const grow = memory.grow.bind(memory);
  let refusals = 0;
  let wasRefused = false;
  const value = (pages: number) => {
    try {
      const before = grow(pages);
      refusals = 0;
      return before;
    } catch (error) {
      refusals += 1;
      wasRefused ||= refusals >= triesToGrow;
      throw error;
    }
  };
  Object.defineProperty(memory, "grow", { value, configurable: true });
  return () => wasRefused;
}

/** Emscripten first asks for more than it needs; the third refusal in a row is its last word. */
const triesToGrow = 3;
