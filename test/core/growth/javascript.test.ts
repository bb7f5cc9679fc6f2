import { testGrowthOfCode } from "./code-growth.ts";

testGrowthOfCode("statements", "Dify, JavaScript", "n8n, JavaScript");
