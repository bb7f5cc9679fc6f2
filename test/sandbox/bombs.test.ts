import { endless } from "./bombs/endless.ts";
import { floods, memoryBombs } from "./bombs/floods.ts";
import { leavings } from "./bombs/leavings.ts";
import { recursions } from "./bombs/recursions.ts";
import { megabyte, testBombs } from "./bombs/test-bombs.ts";

testBombs([
  { bombs: endless, timeMs: 250, memoryBytes: 256 * megabyte },
  { bombs: floods, timeMs: 250, memoryBytes: 128 * megabyte },
  { bombs: memoryBombs, timeMs: 3000, memoryBytes: 96 * megabyte },
  { bombs: recursions, timeMs: 10_000, memoryBytes: 512 * megabyte },
  { bombs: leavings, timeMs: 10_000, memoryBytes: 128 * megabyte },
]);
