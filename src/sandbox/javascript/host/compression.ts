import type { Buffer } from "node:buffer";
import * as zlib from "node:zlib";
import { hostLimits } from "./limits.ts";
import { beyond, bytes, list, text, whole } from "./reading.ts";

/** Bytes are texts with one character for each; so is what comes back. */
export const compressionFunctions = {
  /** `[function of zlib, data, level or null]`. */
  zlib(question: unknown): string {
    const [name, data, level] = list(question, 3);
    const action = actions.get(text(name, 100));
    if (!action) throw new TypeError("The question has another form.");
    const given = bytes(data, action.most);
    try {
      return action.run(given, level === null ? undefined : whole(level, -1, 9)).toString("latin1");
    } catch (error) {
      const isTooLarge = (error as { readonly code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
      throw isTooLarge ? beyond(hostLimits.unpackedBytes, "bytes of unpacked data") : error;
    }
  },
};

interface Action {
  readonly most: number;
  readonly run: (data: Buffer, level: number | undefined) => Buffer;
}

const maxOutputLength = hostLimits.unpackedBytes;
const packing = (pack: typeof zlib.gzipSync): Action => ({
  most: hostLimits.packedBytes,
  run: (data, level) => pack(data, level === undefined ? {} : { level }),
});
const unpacking = (unpack: typeof zlib.gunzipSync): Action => ({
  most: hostLimits.packedBytes,
  run: (data) => unpack(data, { maxOutputLength }),
});

const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    gzipSync: packing(zlib.gzipSync),
    deflateSync: packing(zlib.deflateSync),
    deflateRawSync: packing(zlib.deflateRawSync),
    gunzipSync: unpacking(zlib.gunzipSync),
    inflateSync: unpacking(zlib.inflateSync),
    inflateRawSync: unpacking(zlib.inflateRawSync),
    unzipSync: unpacking(zlib.unzipSync),
    brotliDecompressSync: {
      most: hostLimits.packedBytes,
      run: (data: Buffer) => zlib.brotliDecompressSync(data, { maxOutputLength }),
    },
    brotliCompressSync: { most: hostLimits.brotliBytes, run: (data: Buffer) => zlib.brotliCompressSync(data) },
  }),
);
