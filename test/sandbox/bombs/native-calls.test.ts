import { nativeCalls, refusedCalls } from "./native-calls.ts";
import { megabyte, testBombs } from "./test-bombs.ts";

testBombs([
  { bombs: refusedCalls, timeMs: 10_000, memoryBytes: 256 * megabyte },
  { bombs: nativeCalls, timeMs: 1000, memoryBytes: 256 * megabyte },
]);
