/**
 * Pyodide's snapshot without the memory in it: a magic number, where the memory would begin, the length of a JSON
 * text, 0, the build's id, that text. When Pyodide asks for the memory, it is written where it belongs instead,
 * which spares two copies of it.
 */
export function withoutMemory(header: Uint8Array, restoreMemory: () => void): Uint8Array {
  const subarray = header.subarray.bind(header);
  return Object.assign(header, {
    subarray(from: number, to?: number): Uint8Array {
      if (to !== undefined) return subarray(from, to);
      restoreMemory();
      return new Uint8Array();
    },
  });
}

/** Where the memory begins in a snapshot. */
export function headerBytesOf(snapshot: Uint8Array): number {
  return new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true);
}

/** Not there from the start: Emscripten would take it for a real one, and decode all of Python's text with it. */
export function lendHeaderDecoder(): { takeBack(): void } {
  Object.defineProperty(globalThis, "TextDecoder", { value: HeaderDecoder, configurable: true });
  return { takeBack: () => void Reflect.deleteProperty(globalThis, "TextDecoder") };
}

/** Enough for a snapshot's header, which is ASCII. */
class HeaderDecoder {
  decode(bytes: Uint8Array): string {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}
