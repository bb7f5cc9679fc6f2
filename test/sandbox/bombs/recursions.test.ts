import { longRecursions, recursions } from "./recursions.ts";
import { megabyte, testBombs } from "./test-bombs.ts";

testBombs([
  { bombs: recursions, timeMs: 10_000, memoryBytes: 512 * megabyte },
  { bombs: longRecursions, timeMs: 2000, memoryBytes: 512 * megabyte },
]);
