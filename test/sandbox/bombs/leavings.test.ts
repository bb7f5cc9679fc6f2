import { leavings } from "./leavings.ts";
import { megabyte, testBombs } from "./test-bombs.ts";

testBombs([{ bombs: leavings, timeMs: 10_000, memoryBytes: 128 * megabyte }]);
