// `Blob` and `File`: bytes that do not change, with a type.
import { Buffer } from "./buffer.js";
import { invalidType } from "./invalid-type.js";
import { TextDecoder } from "./text-encoding.js";

let bytesOf;

function bytesOfPart(part) {
  if (part instanceof Blob) return bytesOf(part);
  if (part instanceof ArrayBuffer) return Buffer.from(part);
  if (ArrayBuffer.isView(part)) return Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  return Buffer.from(`${part}`.toWellFormed(), "utf8");
}

const typeOf = (type) => (/^[ -~]*$/.test(type) ? type.toLowerCase() : "");

export class Blob {
  #bytes;
  #type;

  static {
    bytesOf = (blob) => blob.#bytes;
  }

  constructor(parts = [], { type = "" } = {}) {
    const isList = typeof parts === "object" && parts !== null && typeof parts[Symbol.iterator] === "function";
    if (!isList) throw invalidType("sources", "an instance of Sequence", parts);
    this.#bytes = Buffer.concat([...parts].map(bytesOfPart));
    this.#type = typeOf(`${type}`);
  }

  get size() {
    return this.#bytes.length;
  }

  get type() {
    return this.#type;
  }

  async arrayBuffer() {
    return Uint8Array.from(this.#bytes).buffer;
  }

  async bytes() {
    return Uint8Array.from(this.#bytes);
  }

  async text() {
    return new TextDecoder().decode(this.#bytes);
  }

  slice(start = 0, end = this.size, type = "") {
    return new Blob([this.#bytes.subarray(start, end)], { type });
  }

  get [Symbol.toStringTag]() {
    return "Blob";
  }
}

export class File extends Blob {
  #name;
  #lastModified;

  constructor(parts, name, options = {}) {
    super(parts, options);
    this.#name = `${name}`;
    this.#lastModified = Number(options.lastModified ?? Date.now());
  }

  get name() {
    return this.#name;
  }

  get lastModified() {
    return this.#lastModified;
  }

  get [Symbol.toStringTag]() {
    return "File";
  }
}
