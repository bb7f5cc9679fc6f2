import { floods, memoryBombs } from "./floods.ts";
import { megabyte, testBombs } from "./test-bombs.ts";

testBombs([
  { bombs: floods, timeMs: 250, memoryBytes: 128 * megabyte },
  { bombs: memoryBombs, timeMs: 3000, memoryBytes: 96 * megabyte },
]);
