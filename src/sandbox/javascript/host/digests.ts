import { Buffer } from "node:buffer";
import { createHash, createHmac, getHashes, randomBytes } from "node:crypto";
import { list, text, whole } from "./reading.ts";

const maxDataBytes = 32 * 1024 * 1024;
const maxOutputBytes = 1024 * 1024;
const maxRandomBytes = 65536;

/** Bytes are texts with one character for each. */
export const digestFunctions = {
  /** `[data, algorithm, key or null, outputLength or null]`: the digest, or with a key the MAC. */
  hash(question: unknown): string {
    const [data, algorithm, key, length] = list(question, 4);
    const bytes = Buffer.from(text(data, maxDataBytes), "latin1");
    if (key !== null) {
      return createHmac(text(algorithm, 100), Buffer.from(text(key, maxDataBytes), "latin1"))
        .update(bytes)
        .digest()
        .toString("latin1");
    }
    const options = length === null ? {} : { outputLength: whole(length, 0, maxOutputBytes) };
    return createHash(text(algorithm, 100), options).update(bytes).digest().toString("latin1");
  },
  hashes: (): readonly string[] => getHashes(),
  random: (count: unknown): string => randomBytes(whole(count, 0, maxRandomBytes)).toString("latin1"),
};
