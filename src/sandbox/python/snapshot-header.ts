/** Pyodide's header: a magic number, where the memory begins, the length of a JSON text, 0, the build's id, that text. */
export function memoryBytesIn(snapshot: Uint8Array): number {
  return snapshot.length - new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true);
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
