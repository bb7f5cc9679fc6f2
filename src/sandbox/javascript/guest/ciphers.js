// The ciphers and the keys from passwords of `require("crypto")`; the host works on what it is given in parts.
import { Buffer } from "./buffer.js";
import { bytesOf, digestOf, latin1, partBytes, written } from "./crypto.js";
import { ask, withCode } from "./harness/host.js";
import { invalidType } from "./invalid-type.js";

const textOf = (bytes) => latin1(bytes, 0, bytes.length);
const numbers = new WeakMap();

class CipherBase {
  constructor(direction, algorithm, key, iv, options) {
    if (typeof algorithm !== "string") throw invalidType("cipher", "of type string", algorithm);
    const vector = iv === null ? null : textOf(bytesOf(iv, "iv"));
    const tagBytes = options?.authTagLength ?? null;
    numbers.set(this, ask("cipher.open", [direction, algorithm, textOf(bytesOf(key, "key")), vector, tagBytes]));
  }

  update(data, inputEncoding, outputEncoding) {
    const bytes = bytesOf(data, "data", inputEncoding);
    const parts = [];
    for (let at = 0; at < bytes.length; at += partBytes) {
      const part = latin1(bytes, at, Math.min(at + partBytes, bytes.length));
      parts.push(Buffer.from(ask("cipher.update", [numbers.get(this), part]), "latin1"));
    }
    return written(Buffer.concat(parts), outputEncoding);
  }

  final(outputEncoding) {
    return written(Buffer.from(ask("cipher.final", numbers.get(this)), "latin1"), outputEncoding);
  }

  setAutoPadding(isPadded = true) {
    ask("cipher.set", [numbers.get(this), "padding", isPadded ? "1" : ""]);
    return this;
  }

  setAAD(data) {
    ask("cipher.set", [numbers.get(this), "aad", textOf(bytesOf(data, "buffer"))]);
    return this;
  }
}

class Cipheriv extends CipherBase {
  constructor(algorithm, key, iv, options) {
    super("encrypt", algorithm, key, iv, options);
  }

  getAuthTag() {
    return Buffer.from(ask("cipher.tag", numbers.get(this)), "latin1");
  }
}

class Decipheriv extends CipherBase {
  constructor(algorithm, key, iv, options) {
    super("decrypt", algorithm, key, iv, options);
  }

  setAuthTag(tag, encoding) {
    ask("cipher.set", [numbers.get(this), "tag", textOf(bytesOf(tag, "buffer", encoding))]);
    return this;
  }
}

function pbkdf2Sync(password, salt, iterations, keyBytes, digest) {
  const [secret, grain] = [bytesOf(password, "password"), bytesOf(salt, "salt")];
  requireWhole("iterations", iterations, 1);
  requireWhole("keylen", keyBytes, 0);
  if (typeof digest !== "string") throw invalidType("digest", "of type string", digest);
  try {
    ask("hash", ["", digest, "", null]);
  } catch {
    throw withCode(new TypeError(`Invalid digest: ${digest}`), "ERR_CRYPTO_INVALID_DIGEST");
  }
  const blocks = [];
  for (let count = 1, length = 0; length < keyBytes; count++) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(count);
    let last = digestOf(digest, Buffer.concat([grain, number]), secret, null);
    const block = Buffer.from(last);
    for (let left = iterations - 1; left > 0; left -= mostRounds) {
      const question = [digest, textOf(secret), textOf(last), Math.min(left, mostRounds)];
      const [next, mixed] = ask("pbkdf2.rounds", question);
      last = Buffer.from(next, "latin1");
      for (let at = 0; at < block.length; at++) block[at] ^= mixed.charCodeAt(at);
    }
    blocks.push(block);
    length += block.length;
  }
  return Buffer.concat(blocks).subarray(0, keyBytes);
}

/** What the host takes at once. */
const mostRounds = 5000;

function requireWhole(name, value, least) {
  if (typeof value !== "number") throw invalidType(name, "of type number", value);
  if (Number.isInteger(value) && value >= least && value <= 2 ** 31 - 1) return;
  const range = `It must be ${Number.isInteger(value) ? `>= ${least} && <= 2147483647` : "an integer"}. Received ${value}`;
  throw withCode(new RangeError(`The value of "${name}" is out of range. ${range}`), "ERR_OUT_OF_RANGE");
}

function scryptSync(password, salt, keyBytes, options = {}) {
  const { N = options.cost ?? 16384, r = options.blockSize ?? 8, p = options.parallelization ?? 1 } = options;
  const { maxmem = 32 * 1024 * 1024 } = options;
  requireWhole("keylen", keyBytes, 0);
  const given = [textOf(bytesOf(password, "password")), textOf(bytesOf(salt, "salt"))];
  return Buffer.from(ask("scrypt", [...given, keyBytes, N, r, p, maxmem]), "latin1");
}

const later =
  (sync) =>
  (...values) => {
    const callback = values.pop();
    if (typeof callback !== "function") throw invalidType("callback", "of type function", callback);
    const result = sync(...values);
    Promise.resolve().then(() => callback(null, result));
  };

export const ciphersAndKeys = {
  Cipheriv,
  Decipheriv,
  createCipheriv: (...values) => new Cipheriv(...values),
  createDecipheriv: (...values) => new Decipheriv(...values),
  getCiphers: () => ask("ciphers"),
  pbkdf2: later(pbkdf2Sync),
  pbkdf2Sync,
  scrypt: later(scryptSync),
  scryptSync,
};
