import { Buffer } from "node:buffer";
import { createHmac, scryptSync } from "node:crypto";
import { hostLimits } from "./limits.ts";
import { beyond, bytes, list, text, whole } from "./reading.ts";

/** Keys from passwords, in parts that each take little. Bytes are texts with one character for each. */
export const derivationFunctions = {
  /** `[algorithm, password, last, rounds]`: the last of so many more MACs in a row, and all of them over each other. */
  "pbkdf2.rounds"(question: unknown): readonly [string, string] {
    const [algorithm, password, given, rounds] = list(question, 4);
    const name = text(algorithm, 100);
    const key = bytes(password, hostLimits.keyBytes);
    let last = bytes(given, 1024);
    const mixed = Buffer.alloc(last.length);
    for (let left = whole(rounds, 0, hostLimits.derivationRounds); left > 0; left--) {
      last = createHmac(name, key).update(last).digest();
      for (let at = 0; at < mixed.length; at++) mixed[at] = (mixed[at] ?? 0) ^ (last[at] ?? 0);
    }
    return [last.toString("latin1"), mixed.toString("latin1")];
  },
  /** `[password, salt, length, N, r, p, maxmem]`. */
  scrypt(question: unknown): string {
    const [password, salt, length, N, r, p, maxmem] = list(question, 7);
    const options = {
      N: whole(N, 1, 2 ** 30),
      r: whole(r, 1, 2 ** 30),
      p: whole(p, 1, 2 ** 30),
      maxmem: whole(maxmem, 0, 2 ** 40),
    };
    if (options.N * options.r * options.p > hostLimits.scryptCost)
      throw beyond(hostLimits.scryptCost, "steps of scrypt");
    const bytesWanted = whole(length, 0, hostLimits.derivedBytes);
    const [secret, grain] = [bytes(password, hostLimits.keyBytes), bytes(salt, hostLimits.keyBytes)];
    return scryptSync(secret, grain, bytesWanted, options).toString("latin1");
  },
};
