// Builds everything into dist/: `node esbuild.mjs [--production] [--tests [--filter=PART-OF-A-TEST-PATH]]`;
// `--only-tests` leaves the product alone; `--only-panel=FOLDER` builds nothing but the panel's page, into that folder.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
const harness = [
  "test/extension/suite/index.ts",
  "test/vscode-host/chromium.ts",
  "test/vscode-host/install.ts",
  "test/vscode-host/server.ts",
  "test/vscode-host/suite.ts",
];

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
  const entryPoints = [...testFiles("test"), ...harness].filter((file) => file.includes(testFilter));
  await build({ ...forNode, entryPoints, outbase: ".", outdir: "dist", sourcemap: "inline", minify: false });
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name === "vscode-host" ? [] : testFiles(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}
