import assert from "assert/build/assert.js";

export function isDeepStrictEqual(one, other) {
  try {
    assert.deepStrictEqual(one, other);
    return true;
  } catch {
    return false;
  }
}
