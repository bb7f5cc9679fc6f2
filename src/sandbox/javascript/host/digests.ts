import { createHash, createHmac, getHashes, type Hash, type Hmac, randomBytes } from "node:crypto";
import { hostLimits } from "./limits.ts";
import { bytes, list, text, whole } from "./reading.ts";

/** A set for one run. Bytes are texts with one character for each. */
export function digestFunctions() {
  const open = new Map<number, Hash | Hmac>();
  let opened = 0;
  return {
    /** `[data, algorithm, key or null, outputLength or null]`: the digest, or with a key the MAC. */
    hash(question: unknown): string {
      const [data, ...kind] = list(question, 4);
      return begin(kind).update(bytes(data, hostLimits.digestBytes)).digest().toString("latin1");
    },
    /** `[algorithm, key or null, outputLength or null]`: the number of a digest of more data. */
    "hash.open"(question: unknown): number {
      const digest = begin(list(question, 3));
      opened += 1;
      open.set(opened, digest);
      open.delete(opened - hostLimits.openDigests);
      return opened;
    },
    /** `[number, data]`. */
    "hash.feed"(question: unknown): void {
      const [number, data] = list(question, 2);
      known(number).update(bytes(data, hostLimits.digestBytes));
    },
    "hash.close"(number: unknown): string {
      const digest = known(number);
      open.delete(Number(number));
      return digest.digest().toString("latin1");
    },
    hashes: (): readonly string[] => getHashes(),
    random: (count: unknown): string => randomBytes(whole(count, 0, hostLimits.randomBytes)).toString("latin1"),
  };

  function known(number: unknown): Hash | Hmac {
    const digest = open.get(Number(number));
    if (!digest) throw new RangeError(`A local run has at most ${hostLimits.openDigests} digests under way at once.`);
    return digest;
  }
}

function begin([algorithm, key, length]: readonly unknown[]): Hash | Hmac {
  if (key !== null) return createHmac(text(algorithm, 100), bytes(key, hostLimits.keyBytes));
  const options = length === null ? {} : { outputLength: whole(length, 0, hostLimits.digestOutputBytes) };
  return createHash(text(algorithm, 100), options);
}
