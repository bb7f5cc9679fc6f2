import { testGrowthOfCode } from "./code-growth.ts";

testGrowthOfCode("rubbish", "n8n, JavaScript", "n8n, native Python");
