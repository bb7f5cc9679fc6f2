import { endless } from "./endless.ts";
import { megabyte, testBombs } from "./test-bombs.ts";

testBombs([{ bombs: endless, timeMs: 250, memoryBytes: 256 * megabyte }]);
