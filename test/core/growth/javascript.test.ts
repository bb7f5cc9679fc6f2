import { testGrowthOfCode } from "./code-growth.ts";

testGrowthOfCode("javascript");
