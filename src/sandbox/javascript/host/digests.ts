import { createHash, createHmac, getHashes, type Hash, type Hmac, randomBytes } from "node:crypto";
import { hostLimits } from "./limits.ts";
import { openObjects } from "./open-objects.ts";
import { bytes, list, text, whole } from "./reading.ts";

/** A set for one run. Bytes are texts with one character for each. */
export function digestFunctions() {
  const open = openObjects<Hash | Hmac>("digests");
  return {
    /** `[data, algorithm, key or null, outputLength or null]`: the digest, or with a key the MAC. */
    hash(question: unknown): string {
      const [data, ...kind] = list(question, 4);
      return begin(kind).update(bytes(data, hostLimits.digestBytes)).digest().toString("latin1");
    },
    /** `[algorithm, key or null, outputLength or null]`: the number of a digest of more data. */
    "hash.open"(question: unknown): number {
      return open.add(begin(list(question, 3)));
    },
    /** `[number, data]`. */
    "hash.feed"(question: unknown): void {
      const [number, data] = list(question, 2);
      open.at(number).update(bytes(data, hostLimits.digestBytes));
    },
    "hash.close"(number: unknown): string {
      const digest = open.at(number);
      open.close(number);
      return digest.digest().toString("latin1");
    },
    hashes: (): readonly string[] => getHashes(),
    random: (count: unknown): string => randomBytes(whole(count, 0, hostLimits.randomBytes)).toString("latin1"),
  };
}

function begin([algorithm, key, length]: readonly unknown[]): Hash | Hmac {
  if (key !== null) return createHmac(text(algorithm, 100), bytes(key, hostLimits.keyBytes));
  const options = length === null ? {} : { outputLength: whole(length, 0, hostLimits.digestOutputBytes) };
  return createHash(text(algorithm, 100), options);
}
