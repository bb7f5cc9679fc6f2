import { testGrowthOfCode } from "./code-growth.ts";

testGrowthOfCode("nests", "n8n, JavaScript", "n8n, native Python");
