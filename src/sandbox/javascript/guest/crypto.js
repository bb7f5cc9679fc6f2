// `require("crypto")` and the global `crypto`, as far as they go: digests, MACs and random values. Bytes cross to the
// host as a text with one character for each.
import { Buffer } from "./buffer.js";
import { DOMException } from "./dom-exception.js";
import { ask, withCode } from "./harness/host.js";
import { invalidType } from "./invalid-type.js";

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;

export function bytesOf(value, name, encoding) {
  if (typeof value === "string") return Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  return viewed(value, name, "of type string or an instance of Buffer, TypedArray, or DataView");
}

function viewed(value, name, kinds) {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  throw invalidType(name, kinds, value);
}

export const written = (bytes, encoding) =>
  encoding === undefined || encoding === "buffer" ? bytes : bytes.toString(encoding);

function requireString(value, name) {
  if (typeof value === "string") return value;
  throw invalidType(name, "of type string", value);
}

class Digest {
  #parts = [];
  #isDone = false;

  update(data, encoding) {
    if (this.#isDone) throw withCode(new Error("Digest already called"), "ERR_CRYPTO_HASH_FINALIZED");
    this.#parts.push(Buffer.from(bytesOf(data, "data", encoding)));
    return this;
  }

  finish() {
    this.#isDone = true;
    return Buffer.concat(this.#parts);
  }

  get isDone() {
    return this.#isDone;
  }

  takeOver(other) {
    this.#parts = [...other.#parts];
  }
}

const digests = new WeakMap();
const hashes = new WeakMap();

class Hash {
  constructor(algorithm, options) {
    requireString(algorithm, "algorithm");
    const outputLength = options?.outputLength ?? null;
    ask("hash", ["", algorithm, null, outputLength]);
    hashes.set(this, { algorithm, outputLength, options });
    digests.set(this, new Digest());
  }

  update(data, encoding) {
    digests.get(this).update(data, encoding);
    return this;
  }

  digest(encoding) {
    const digest = digests.get(this);
    if (digest.isDone) throw withCode(new Error("Digest already called"), "ERR_CRYPTO_HASH_FINALIZED");
    const { algorithm, outputLength } = hashes.get(this);
    return written(digestOf(algorithm, digest.finish(), null, outputLength), encoding);
  }

  copy(options) {
    const { algorithm, options: own } = hashes.get(this);
    const copy = new Hash(algorithm, options ?? own);
    if (digests.get(this).isDone) throw withCode(new Error("Digest already called"), "ERR_CRYPTO_HASH_FINALIZED");
    digests.get(copy).takeOver(digests.get(this));
    return copy;
  }
}

class Hmac {
  constructor(algorithm, key) {
    requireString(algorithm, "hmac");
    const kinds = "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey";
    const keyBytes = Buffer.from(typeof key === "string" ? Buffer.from(key) : viewed(key, "key", kinds));
    ask("hash", ["", algorithm, "", null]);
    hashes.set(this, { algorithm, keyBytes });
    digests.set(this, new Digest());
  }

  update(data, encoding) {
    digests.get(this).update(data, encoding);
    return this;
  }

  /** A second call answers with nothing, as Node's does. */
  digest(encoding) {
    const digest = digests.get(this);
    if (digest.isDone) return written(Buffer.alloc(0), encoding);
    const { algorithm, keyBytes } = hashes.get(this);
    return written(digestOf(algorithm, digest.finish(), keyBytes, null), encoding);
  }
}

export function digestOf(algorithm, data, key, outputLength) {
  const keyText = key === null ? null : latin1(key, 0, key.length);
  if (data.length <= partBytes) {
    return Buffer.from(ask("hash", [latin1(data, 0, data.length), algorithm, keyText, outputLength]), "latin1");
  }
  const number = ask("hash.open", [algorithm, keyText, outputLength]);
  for (let at = 0; at < data.length; at += partBytes) {
    ask("hash.feed", [number, latin1(data, at, Math.min(at + partBytes, data.length))]);
  }
  return Buffer.from(ask("hash.close", number), "latin1");
}

/** What the host takes at once. */
export const partBytes = 128 * 1024;

/** The library adds up a text letter by letter, which this engine does in the square of its length. */
export function latin1(bytes, start, end) {
  const stepBytes = 4096;
  let text = "";
  for (let at = start; at < end; at += stepBytes) text += bytes.toString("latin1", at, Math.min(at + stepBytes, end));
  return text;
}

const createHash = (algorithm, options) => new Hash(algorithm, options);
const createHmac = (algorithm, key) => new Hmac(algorithm, key);
const getHashes = () => ask("hashes");
const hash = (algorithm, data, encoding = "hex") => createHash(algorithm).update(data).digest(encoding);

function randomBytes(size, callback) {
  if (typeof size !== "number") throw invalidType("size", "of type number", size);
  if (!(size >= 0 && size <= 0x7fffffff)) {
    const range = `It must be >= 0 && <= 2147483647. Received ${size}`;
    throw withCode(new RangeError(`The value of "size" is out of range. ${range}`), "ERR_OUT_OF_RANGE");
  }
  const bytes = Buffer.alloc(size);
  fillRandomly(bytes);
  if (callback === undefined) return bytes;
  Promise.resolve().then(() => callback(null, bytes));
}

function fillRandomly(bytes) {
  for (let at = 0; at < bytes.length; at += 65536) {
    bytes.write(ask("random", Math.min(65536, bytes.length - at)), at, "latin1");
  }
}

function randomFillSync(view, offset = 0, size = view.byteLength - offset) {
  fillRandomly(Buffer.from(view.buffer ?? view, (view.byteOffset ?? 0) + offset, size));
  return view;
}

function randomInt(min, max, callback) {
  if (max === undefined || typeof max === "function") return randomInt(0, min, max);
  if (!(Number.isSafeInteger(min) && Number.isSafeInteger(max) && max > min && max - min <= 2 ** 48 - 1)) {
    const range = `It must be greater than the value of "min" (${min}). Received ${max}`;
    throw withCode(new RangeError(`The value of "max" is out of range. ${range}`), "ERR_OUT_OF_RANGE");
  }
  const count = max - min;
  const limit = 2 ** 48 - (2 ** 48 % count);
  let drawn = limit;
  while (drawn >= limit) drawn = randomBytes(6).readUIntBE(0, 6);
  const value = min + (drawn % count);
  if (callback === undefined) return value;
  Promise.resolve().then(() => callback(undefined, value));
}

function randomUUID() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function timingSafeEqual(one, other) {
  for (const [name, value] of [
    ["buf1", one],
    ["buf2", other],
  ]) {
    if (isBytes(value)) continue;
    const message = `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`;
    throw withCode(new TypeError(message), "ERR_INVALID_ARG_TYPE");
  }
  if (one.byteLength !== other.byteLength) {
    const message = "Input buffers must have the same byte length";
    throw withCode(new RangeError(message), "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH");
  }
  return bytesOf(one).equals(bytesOf(other));
}

const subtleHashes = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };

export const webcrypto = {
  subtle: {
    digest: async (algorithm, data) => {
      const name = String(algorithm?.name ?? algorithm).toUpperCase();
      const known = Object.hasOwn(subtleHashes, name) ? subtleHashes[name] : undefined;
      if (known === undefined) throw new DOMException("Unrecognized algorithm name", "NotSupportedError");
      return new Uint8Array(digestOf(known, bytesOf(data, "data"), null, null)).buffer;
    },
  },
  getRandomValues(view) {
    const isWhole = ArrayBuffer.isView(view) && !/Float|DataView/.test(Object.prototype.toString.call(view));
    if (!isWhole) {
      throw new DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
    }
    if (view.byteLength > 65536) {
      const message = `The requested length exceeds 65,536 bytes`;
      throw new DOMException(message, "QuotaExceededError");
    }
    return randomFillSync(view);
  },
  randomUUID,
};

/** What `require("crypto")` answers. */
export const nodeCrypto = {
  Hash,
  Hmac,
  createHash,
  createHmac,
  getHashes,
  getRandomValues: webcrypto.getRandomValues,
  hash,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  subtle: webcrypto.subtle,
  timingSafeEqual,
  webcrypto,
};
