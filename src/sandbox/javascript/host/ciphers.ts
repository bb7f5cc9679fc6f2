import {
  type Cipher,
  type CipherGCMTypes,
  createCipheriv,
  createDecipheriv,
  type Decipher,
  getCiphers,
} from "node:crypto";
import { hostLimits } from "./limits.ts";
import { openObjects } from "./open-objects.ts";
import { bytes, list, text, whole } from "./reading.ts";

/** A set for one run. Bytes are texts with one character for each. */
export function cipherFunctions() {
  const open = openObjects<Cipher | Decipher>("ciphers");
  return {
    ciphers: (): readonly string[] => getCiphers(),
    /** `["encrypt" or "decrypt", algorithm, key, iv or null, length of the tag or null]`: its number. */
    "cipher.open"(question: unknown): number {
      const [direction, algorithm, key, iv, tagBytes] = list(question, 5);
      // What other kinds there are takes the same options.
      const name = text(algorithm, 100) as CipherGCMTypes;
      const options = tagBytes === null ? {} : { authTagLength: whole(tagBytes, 0, 1024) };
      const vector = iv === null ? null : bytes(iv, 1024);
      const make = direction === "encrypt" ? createCipheriv : createDecipheriv;
      return open.add(make(name, bytes(key, 1024), vector as never, options));
    },
    /** `[number, data]`: what that gave. */
    "cipher.update"(question: unknown): string {
      const [number, data] = list(question, 2);
      return open.at(number).update(bytes(data, hostLimits.digestBytes)).toString("latin1");
    },
    "cipher.final": (number: unknown): string => open.at(number).final().toString("latin1"),
    /** `[number, "aad", "tag" or "padding", bytes]`: the last with none for no padding. */
    "cipher.set"(question: unknown): void {
      const [number, what, value] = list(question, 3);
      const cipher = open.at(number);
      const given = bytes(value, hostLimits.digestBytes);
      if (what === "aad" && "setAAD" in cipher) Reflect.apply(cipher.setAAD as () => void, cipher, [given]);
      else if (what === "tag" && "setAuthTag" in cipher)
        Reflect.apply(cipher.setAuthTag as () => void, cipher, [given]);
      else if (what === "padding") cipher.setAutoPadding(given.length > 0);
      else throw new TypeError("The question has another form.");
    },
    "cipher.tag"(number: unknown): string {
      const cipher = open.at(number);
      if (!("getAuthTag" in cipher)) throw new TypeError("The question has another form.");
      return Reflect.apply(cipher.getAuthTag as () => Buffer, cipher, []).toString("latin1");
    },
  };
}
