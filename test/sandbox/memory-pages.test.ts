import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isWholePack, overlayPages, packMemory, unpackedBytes, unpackMemory } from "../../src/sandbox/memory-pages.ts";

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
      const empty = new Uint8Array(memory.length);
      overlayPages(packed, empty);
      assert.deepEqual(empty, memory);
    }),
  );
});

test("empty pages take no room", () => {
  const memory = new Uint8Array(1000 * pageBytes);
  memory[500 * pageBytes] = 1;
  assert.ok(packMemory(memory).length < 2 * pageBytes);
});

test("a pack that was cut off is known", () => {
  const memory = new Uint8Array(6 * pageBytes);
  memory[pageBytes] = 1;
  memory[4 * pageBytes] = 2;
  const packed = packMemory(memory);
  assert.ok(isWholePack(packed));
  for (const bytes of [0, 4, 8, 20, pageBytes, packed.length - 1]) assert.ok(!isWholePack(packed.slice(0, bytes)));
});
