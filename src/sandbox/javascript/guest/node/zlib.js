// `require("zlib")`: whole data at once; the streams are not there. Bytes cross to the host as a text with one character
// for each.
import { Buffer } from "../buffer.js";
import { latin1 } from "../crypto.js";
import { ask } from "../harness/host.js";
import { invalidType } from "../invalid-type.js";

const kinds = "of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer";

function bytesOf(data) {
  if (typeof data === "string") return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  throw invalidType("buffer", kinds, data);
}

function whole(name) {
  return {
    [name]: (data, options) => {
      const bytes = bytesOf(data);
      return Buffer.from(ask("zlib", [name, latin1(bytes, 0, bytes.length), options?.level ?? null]), "latin1");
    },
  }[name];
}

/** With a callback, as Node names it: without "Sync". */
function later(name, sync) {
  return {
    [name]: (data, options, callback = options) => {
      if (typeof callback !== "function") throw invalidType("callback", "of type function", callback);
      let [error, result] = [null, undefined];
      try {
        result = sync(data, options === callback ? undefined : options);
      } catch (thrown) {
        error = thrown;
      }
      Promise.resolve().then(() => callback(error, result));
    },
  }[name];
}

const names = "gzip gunzip deflate inflate deflateRaw inflateRaw unzip brotliCompress brotliDecompress".split(" ");

export const zlib = {
  constants: {
    Z_NO_FLUSH: 0,
    Z_PARTIAL_FLUSH: 1,
    Z_SYNC_FLUSH: 2,
    Z_FULL_FLUSH: 3,
    Z_FINISH: 4,
    Z_NO_COMPRESSION: 0,
    Z_BEST_SPEED: 1,
    Z_BEST_COMPRESSION: 9,
    Z_DEFAULT_COMPRESSION: -1,
    Z_DEFAULT_STRATEGY: 0,
    Z_DEFAULT_LEVEL: -1,
  },
};
for (const name of names) {
  zlib[`${name}Sync`] = whole(`${name}Sync`);
  zlib[name] = later(name, zlib[`${name}Sync`]);
}
