import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createConsoleBuffer, createConsoleWriter, readConsole } from "../../src/sandbox/console-buffer.ts";

const encoder = new TextEncoder();
const print = fc.tuple(fc.constantFrom("stdout" as const, "stderr" as const), fc.string({ unit: "grapheme" }));

test("however it is cut into pieces, what is printed comes out line by line per stream", () => {
  fc.assert(
    fc.property(fc.array(print), fc.integer({ min: 1, max: 5 }), (prints, pieceBytes) => {
      const buffer = createConsoleBuffer(10_000);
      const write = createConsoleWriter(buffer, 10_000);
      for (const [stream, text] of prints) {
        const bytes = encoder.encode(text);
        for (let at = 0; at < bytes.length; at += pieceBytes) write(stream, bytes.subarray(at, at + pieceBytes));
      }
      const lines = readConsole(buffer, 10_000);
      for (const stream of ["stdout", "stderr"] as const) {
        const printed = prints.filter(([to]) => to === stream).map(([, text]) => text);
        const expected = printed.join("").split("\n");
        if (expected.at(-1) === "") expected.pop();
        assert.deepEqual(
          lines.filter((line) => line.stream === stream).map(({ text }) => text),
          expected,
        );
      }
    }),
  );
});

test("nothing beyond the limit is kept, however often the stream changes", () => {
  const buffer = createConsoleBuffer(1000);
  const write = createConsoleWriter(buffer, 1000);
  for (let at = 0; at < 50_000; at++) write(at % 2 ? "stderr" : "stdout", encoder.encode("é"));
  const lines = readConsole(buffer, 1000);
  assert.deepEqual(lines, [
    { stream: "stdout", text: "é".repeat(250) },
    { stream: "stderr", text: "é".repeat(250) },
    { stream: "stdout", text: "[cut: more than 1000 bytes was printed]" },
  ]);
});
