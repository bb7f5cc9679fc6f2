import { testGrowthOfCode } from "./code-growth.ts";

testGrowthOfCode("statements", "Dify, Python", "n8n, native Python");
