// Runs the benchmarks in bench/ whose path contains the argument (all without one): `npm run bench [PART]`.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { setUp } from "./setup.mjs";
import { build } from "./verify.mjs";

setUp();
const filter = process.argv[2] ?? "";
const [fault] = (await build("--production")).failed;
if (fault) throw new Error(fault.message);
const names = readdirSync("bench").filter((file) => file.endsWith(".bench.ts") && file.includes(filter));
if (names.length === 0) throw new Error(`No benchmark in bench/ is called "${filter}".`);
const { build: bundle } = await import("esbuild");
await bundle({
  entryPoints: names.map((name) => `bench/${name}`),
  outdir: "dist/bench",
  bundle: true,
  platform: "node",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  target: "node20",
  packages: "external",
  loader: { ".py": "text", ".d.ts": "text" },
  alias: { "luxon-types": "./node_modules/@types/luxon/src" },
  logLevel: "warning",
});
for (const name of names) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [`dist/bench/${name.replace(/\.ts$/, ".mjs")}`], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
