/**
 * Finds where a context keeps the state of `Math.random`, by what it predicts: a number of 64 bits that the engine's
 * generator (xorshift64*, as published by Marsaglia and Vigna) turns into the very next value. -1 when there is none.
 */
export function findRandomState(memory: () => Uint8Array, contextAt: number, nextRandom: () => number): number {
  const before = memory().slice(contextAt, contextAt + searchedBytes);
  const drawn = nextRandom();
  const view = new DataView(before.buffer);
  for (let at = 0; at + 8 <= before.length; at += 4) {
    if (valueAfter(view.getBigUint64(at, true)) === drawn) return contextAt + at;
  }
  return -1;
}

/** A context is a few hundred bytes long. */
const searchedBytes = 4096;

function valueAfter(state: bigint): number {
  let x = state;
  x ^= x >> 12n;
  x = BigInt.asUintN(64, x ^ (x << 25n));
  x ^= x >> 27n;
  const mixed = BigInt.asUintN(64, x * 0x2545f4914f6cdd1dn);
  return Number(mixed >> 12n) / 2 ** 52;
}
