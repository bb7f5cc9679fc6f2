// Runs the sandbox's soak test at length and prints its figures: `npm run soak [COUNT]`, 2,000 runs without a count.
import { spawnSync } from "node:child_process";
import { setUp } from "./setup.mjs";

setUp();
const [, , count = "2000"] = process.argv;
const env = { ...process.env, CODE_NODES_SOAK_RUNS: count };
const start = (...args) => spawnSync(process.execPath, args, { stdio: "inherit", env }).status ?? 1;
process.exitCode =
  start("esbuild.mjs") ||
  start("esbuild.mjs", "--only-tests", "--filter=sandbox/soak") ||
  start("--test", "--test-reporter=spec", "dist/test/sandbox/soak.test.mjs");
