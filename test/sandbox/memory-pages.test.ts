import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { packMemory, unpackedBytes, unpackMemory } from "../../src/sandbox/python/memory-pages.ts";

const pageBytes = 4096;

test("memory comes back as it was, whatever stood there before", () => {
  const page = fc.oneof(
    fc.constant(undefined),
    fc.record({ at: fc.nat(pageBytes - 1), byte: fc.integer({ min: 1, max: 255 }) }),
  );
  fc.assert(
    fc.property(fc.array(page, { maxLength: 12 }), fc.nat(255), (pages, before) => {
      const memory = new Uint8Array(pages.length * pageBytes);
      for (const [index, full] of pages.entries()) if (full) memory[index * pageBytes + full.at] = full.byte;
      const packed = packMemory(memory);
      assert.equal(unpackedBytes(packed), memory.length);
      const target = new Uint8Array(memory.length).fill(before);
      unpackMemory(packed, target);
      assert.deepEqual(target, memory);
    }),
  );
});

test("empty pages take no room", () => {
  const memory = new Uint8Array(1000 * pageBytes);
  memory[500 * pageBytes] = 1;
  assert.ok(packMemory(memory).length < 2 * pageBytes);
});
