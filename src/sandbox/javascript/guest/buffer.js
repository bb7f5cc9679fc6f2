// Node's `Buffer`: the library's, and what newer Nodes have besides.
import * as library from "buffer/index.js";
import { withCode } from "./harness/host.js";
import { invalidType } from "./invalid-type.js";
import { TextDecoder } from "./text-encoding.js";

export const { Buffer } = library;
const kMaxLength = 0x7fffffff;
const kStringMaxLength = 0x1fffffe8;
const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength };

const isUrlSafe = (encoding) => typeof encoding === "string" && encoding.toLowerCase() === "base64url";
const { from, isEncoding, byteLength } = Buffer;
const { toString, write, fill, equals, compare, indexOf, lastIndexOf } = Buffer.prototype;
/** The library knows its own only. */
const asBuffer = (value) =>
  value instanceof Uint8Array && !Buffer.isBuffer(value)
    ? from(value.buffer, value.byteOffset, value.byteLength)
    : value;
const bytesKinds = "an instance of Buffer or Uint8Array";
const utf8 = /^(?:utf-?8)?$/i;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The library tells no codes. */
function withEncodingCode(action) {
  try {
    return action();
  } catch (error) {
    if (error.code !== undefined || !/^Unknown encoding/.test(error.message)) throw error;
    throw withCode(error, "ERR_UNKNOWN_ENCODING");
  }
}
const firstArgument = "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object";

/** What Node reads of a hexadecimal text: as far as it is one. */
const hexPart = (text) => /^(?:[0-9a-f]{2})*/i.exec(text)[0];

hideAll(Buffer, {
  from: (value, encoding, length) => {
    if (typeof value === "string") {
      if (isUrlSafe(encoding)) return from(value, "base64");
      return withEncodingCode(() => from(/^hex$/i.test(encoding) ? hexPart(value) : value, encoding));
    }
    const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
    if (!isObject) throw invalidType("first argument", firstArgument, value);
    return from(value, encoding, length);
  },
  isEncoding: (encoding) => isUrlSafe(encoding) || isEncoding(encoding),
  byteLength: (value, encoding) => byteLength(value, isUrlSafe(encoding) ? "base64" : encoding),
  of: (...bytes) => from(bytes),
  copyBytesFrom: (view, offset = 0, length = view.length - offset) => {
    const part = view.slice(offset, offset + length);
    return from(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
  },
});

hideAll(Buffer.prototype, {
  toString(encoding, start, end) {
    if (!isUrlSafe(encoding)) {
      const text = withEncodingCode(() => toString.call(this, encoding, start, end));
      // Of bytes that are no text, the library does not make as many signs as Node.
      const isCertain = !utf8.test(encoding ?? "") || !text.includes("\ufffd");
      return isCertain ? text : decoder.decode(this.subarray(start ?? 0, end));
    }
    return toString.call(this, "base64", start, end).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  },
  equals(other) {
    if (!(other instanceof Uint8Array)) throw invalidType("otherBuffer", bytesKinds, other);
    return equals.call(this, asBuffer(other));
  },
  compare(target, ...rest) {
    if (!(target instanceof Uint8Array)) throw invalidType("target", bytesKinds, target);
    return compare.call(this, asBuffer(target), ...rest);
  },
  indexOf(value, ...rest) {
    return indexOf.call(this, asBuffer(value), ...rest);
  },
  lastIndexOf(value, ...rest) {
    return lastIndexOf.call(this, asBuffer(value), ...rest);
  },
  write(text, ...rest) {
    return write.call(this, text, ...rest.map((part) => (isUrlSafe(part) ? "base64" : part)));
  },
  fill(value, ...rest) {
    return fill.call(this, value, ...rest.map((part) => (isUrlSafe(part) ? "base64" : part)));
  },
});
for (const name of ["alloc", "allocUnsafe", "allocUnsafeSlow"]) {
  const make = Buffer[name];
  hide(Buffer, name, (size, ...rest) => {
    if (typeof size !== "number") throw invalidType("size", "of type number", size);
    if (!(size >= 0 && size <= kMaxLength)) throw outOfRange("size", `>= 0 && <= 4294967296`, size);
    return make(size, ...rest);
  });
}
for (const name of Object.getOwnPropertyNames(Buffer.prototype)) {
  if (/^(read|write)(U?Int|Big|Float|Double)/.test(name)) withNodesErrors(name);
}
for (const name of Object.getOwnPropertyNames(Buffer.prototype)) {
  const alias = /^(read|write)(.*)UInt(.*)$/.exec(name);
  if (alias) hide(Buffer.prototype, `${alias[1]}${alias[2]}Uint${alias[3]}`, Buffer.prototype[name]);
}

/** As Node deprecates it, on a platform where what a program says of itself is seen. */
export function warnOfConstructor(emitWarning) {
  let isWarned = false;
  const warn = () => {
    if (isWarned) return;
    isWarned = true;
    const message =
      "Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.";
    emitWarning(message, "DeprecationWarning", "DEP0005");
  };
  const make = (first, second, third) => {
    warn();
    return typeof first === "number" ? Buffer.alloc(first) : Buffer.from(first, second, third);
  };
  const warning = new Proxy(Buffer, {
    apply: (_target, _self, values) => make(...values),
    construct: (_target, values) => make(...values),
  });
  hide(Buffer.prototype, "constructor", warning);
  // Parts of a buffer are made by this one.
  hide(Buffer, Symbol.species, Buffer);
  hide(globalThis, "Buffer", warning);
}

/** The library says less about a place outside the buffer. */
function withNodesErrors(name) {
  const method = Buffer.prototype[name];
  const isRead = name.startsWith("read");
  const bits = /\d+/.exec(name)?.[0] ?? (name.includes("Double") ? 64 : name.includes("Float") ? 32 : undefined);
  hide(Buffer.prototype, name, function (...values) {
    try {
      return method.apply(this, values);
    } catch (error) {
      if (error.code !== undefined || !(error instanceof RangeError)) throw error;
      if (!isRead && bits <= 32 && /value/.test(error.message))
        throw outOfRange("value", rangeOf(name, bits), values[0]);
      const size = bits === undefined ? values[isRead ? 1 : 2] : bits / 8;
      const offset = values[isRead ? 0 : 1] ?? 0;
      if (!/beyond|bounds|range/i.test(error.message) || !Number.isInteger(offset)) throw error;
      if (this.length - size < 0) {
        throw withCode(new RangeError("Attempt to access memory outside buffer bounds"), "ERR_BUFFER_OUT_OF_BOUNDS");
      }
      throw outOfRange("offset", `>= 0 and <= ${this.length - size}`, offset);
    }
  });
}

function rangeOf(name, bits) {
  if (/UInt/i.test(name)) return `>= 0 and <= ${2 ** bits - 1}`;
  return `>= ${-(2 ** (bits - 1))} and <= ${2 ** (bits - 1) - 1}`;
}

function outOfRange(name, range, value) {
  const message = `The value of "${name}" is out of range. It must be ${range}. Received ${value}`;
  return withCode(new RangeError(message), "ERR_OUT_OF_RANGE");
}

function hideAll(object, members) {
  for (const [name, value] of Object.entries(members)) hide(object, name, value);
}

function hide(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}

function isUtf8(input) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(input);
    return true;
  } catch {
    return false;
  }
}

function isAscii(input) {
  return new Uint8Array(input.buffer ?? input, input.byteOffset, input.byteLength).every((byte) => byte < 128);
}

function transcode(source, fromEncoding, toEncoding) {
  return Buffer.from(Buffer.from(source).toString(fromEncoding), toEncoding);
}

/** What `require("buffer")` answers, but for `atob` and `btoa`. */
export const nodeBuffer = {
  Buffer,
  INSPECT_MAX_BYTES: library.INSPECT_MAX_BYTES,
  SlowBuffer: library.SlowBuffer,
  constants,
  isAscii,
  isUtf8,
  kMaxLength,
  kStringMaxLength,
  transcode,
};
