// Builds everything into dist/: `node esbuild.mjs [--production] [--tests [--filter=PART-OF-A-TEST-PATH]]`;
// `--only-tests` leaves the product alone; `--only-panel=FOLDER` builds nothing but the panel's page, into that folder.
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";
import { buildSandbox } from "./scripts/build-sandbox.mjs";

const isProduction = process.argv.includes("--production");
const onlyTests = process.argv.includes("--only-tests");
const withTests = onlyTests || process.argv.includes("--tests");
const panelFolder = process.argv
  .find((argument) => argument.startsWith("--only-panel="))
  ?.slice("--only-panel=".length);
const testFilter = process.argv.find((argument) => argument.startsWith("--filter="))?.slice("--filter=".length) ?? "";

const shared = {
  bundle: true,
  sourcemap: !isProduction,
  minify: isProduction,
  logLevel: "warning",
  loader: { ".py": "text", ".d.ts": "text" },
  legalComments: "none",
  // Module builds: the main file of `yaml` asks for the environment at every token, a quarter of its time;
  // that of `jsonc-parser` cannot be bundled. Luxon's declarations are data here, for who edits a node of n8n.
  alias: {
    yaml: "./node_modules/yaml/browser/index.js",
    "jsonc-parser": "jsonc-parser/lib/esm/main.js",
    "luxon-types": "./node_modules/@types/luxon/src",
  },
};
const forNode = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: [
    "vscode",
    "mocha",
    "pyodide",
    "quickjs-emscripten",
    "@jitl/quickjs-wasmfile-release-sync",
    "playwright-core",
    "@vscode/test-electron",
    "typescript-5",
  ],
};
const forPage = {
  ...shared,
  platform: "browser",
  format: "iife",
  target: "chrome122",
  loader: { ".ttf": "file" },
  assetNames: "panel/[name]",
};

const products = [
  { ...forNode, entryPoints: { extension: "src/extension/extension.ts" } },
  { ...forNode, entryPoints: { server: "src/server/main.ts" } },
  { ...forNode, entryPoints: { cli: "src/cli/main.ts" } },
  { ...forPage, entryPoints: { "panel/panel": "src/panel/panel.ts" } },
  { ...forPage, entryPoints: { "panel/style": "src/panel/style.css" } },
].filter(({ entryPoints }) => existsSync(Object.values(entryPoints)[0]));

// What runs tests inside VS Code, and VS Code itself for `npm start`.
const harness = ["chromium", "install", "server", "shared-hosts", "suite"].map((name) => `test/vscode-host/${name}.ts`);

// Tests share their code in chunks: with a copy for each, they were 390 MB. Their source maps tell lines, not sources.
const forTests = { ...forNode, outbase: ".", outdir: "dist", sourcemap: true, sourcesContent: false, minify: false };
const besideVscode = {
  ...forTests,
  format: "esm",
  splitting: true,
  outExtension: { ".js": ".mjs" },
  chunkNames: "test/chunks/[name]-[hash]",
  banner: {
    js: 'import { createRequire as ownRequire } from "node:module"; const require = ownRequire(import.meta.url);',
  },
  plugins: [{ name: "seeded properties", setup: seedProperties }],
};
const insideVscode = { ...forTests, format: "cjs" };

if (panelFolder !== undefined) {
  const pages = products.filter(({ platform }) => platform === "browser");
  await Promise.all(pages.map((product) => build({ ...product, outdir: panelFolder })));
  process.exit();
}
if (!onlyTests) {
  const [sandbox, ...bundles] = await Promise.all([
    buildSandbox({ minify: isProduction }),
    ...products.map((product) => build({ ...product, outdir: "dist", metafile: true })),
  ]);
  // What went into the bundles decides whose licences are shipped.
  const inputs = [...sandbox, ...bundles.map(({ metafile }) => metafile)].flatMap(({ inputs }) => Object.keys(inputs));
  writeFileSync("dist/bundled-files.json", JSON.stringify([...new Set(inputs)].sort(), null, 2));
}

if (withTests) {
  // What a removed test left must go.
  if (testFilter === "") rmSync("dist/test", { recursive: true, force: true });
  const files = [...testFiles("test"), "test/extension/suite/index.ts", ...harness].filter((file) =>
    file.includes(testFilter),
  );
  // In a file of its own, by which it knows what of the counted work is its own.
  files.push("test/support/counted-work.ts");
  const isInside = (file) => file.startsWith("test/extension/suite/");
  await Promise.all([
    build({ ...besideVscode, entryPoints: files.filter((file) => !isInside(file)) }),
    build({ ...insideVscode, entryPoints: files.filter(isInside) }),
  ]);
}

/** Properties get their seed where fast-check comes in. */
function seedProperties({ onResolve }) {
  const seeded = resolve("test/support/seeded-properties.ts");
  onResolve({ filter: /^fast-check$/ }, ({ importer }) => (importer === seeded ? undefined : { path: seeded }));
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name === "vscode-host" ? [] : testFiles(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}
