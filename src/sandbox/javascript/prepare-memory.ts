import { TextEncoder } from "node:util";
import { createEngineMaker, placesOf } from "./engine.ts";
import { type GuestSources, loadGuest } from "./guest.ts";
import { takeImage, writeImage } from "./memory-image.ts";
import { findRandomState } from "./random-state.ts";

const encoder = new TextEncoder();
const memoryBytes = 256 * 1024 * 1024;

/**
 * Loads the guest into an engine and writes down its memory; done once, when the extension is built. Throws when
 * other engines could not start from it.
 */
export async function prepareMemory(engine: Uint8Array, sources: GuestSources): Promise<Uint8Array> {
  const { context, runtime, memory } = await createEngineMaker(engine)(memoryBytes);
  loadGuest(context, sources);
  const bytes = () => new Uint8Array(memory.buffer);
  const { runtimeAt, contextAt } = placesOf(runtime, context);
  const nextRandom = () => {
    const drawn = context.unwrapResult(context.evalCode("Math.random()"));
    return context.getNumber(drawn);
  };
  const randomStateAt = findRandomState(bytes, contextAt, nextRandom);
  if (randomStateAt < 0)
    throw new Error("The engine's random state was not found: each run would draw the same numbers.");
  // Equal builds of equal sources: every run gets a state of its own anyway.
  bytes().fill(1, randomStateAt, randomStateAt + 8);
  const image = takeImage(bytes(), { runtimeAt, contextAt, randomStateAt });
  const copy = await createEngineMaker(engine, image)(memoryBytes);
  if (!copy.isPrepared) throw new Error("An engine does not allocate as the one before it: no memory can be copied.");
  return writeImage(image, (text) => encoder.encode(text));
}
