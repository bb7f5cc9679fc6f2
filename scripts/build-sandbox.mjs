// Puts everything the sandbox reads at run time into a folder: worker scripts, engines, Python's standard library.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const pyodideFolder = dirname(require.resolve("pyodide/package.json"));

/** Resolves with what was bundled, as esbuild's metafiles. */
export async function buildSandbox({ outputFolder = "dist/sandbox", ...options } = {}) {
  await mkdir(join(outputFolder, "modules"), { recursive: true });
  const [workers, realm] = await Promise.all([
    bundleWorkers(outputFolder, options),
    bundleRealm(outputFolder, options),
    copyFile(join(pyodideFolder, "pyodide.asm.wasm"), join(outputFolder, "python.wasm")),
    copyFile(require.resolve("@jitl/quickjs-wasmfile-release-sync/wasm"), join(outputFolder, "javascript.wasm")),
    copyFile(require.resolve("lodash/lodash.min.js"), join(outputFolder, "modules/lodash.js")),
    copyFile(require.resolve("moment/min/moment.min.js"), join(outputFolder, "modules/moment.js")),
    copyFile(await compiledLibrary(), join(outputFolder, "python-library.zip")),
    writePackageLock(join(outputFolder, "python-packages.json")),
  ]);
  return [workers.metafile, realm.metafile];
}

const shared = { bundle: true, metafile: true, legalComments: "none", logLevel: "warning", target: "node20" };

/** The workers are started from their text, so each is one script. */
function bundleWorkers(outdir, { minify = false }) {
  return build({
    ...shared,
    minify,
    platform: "node",
    format: "iife",
    entryPoints: {
      "python-worker": "src/sandbox/python/worker.ts",
      "javascript-worker": "src/sandbox/javascript/worker.ts",
    },
    loader: { ".py": "text", ".guest.js": "text" },
    conditions: ["workerd"], // the engine's script without a word of Node
    outdir,
  });
}

/** Pyodide as one script that believes it runs in a web worker. */
function bundleRealm(outdir, { minify = false }) {
  return build({
    ...shared,
    minify,
    platform: "neutral",
    format: "iife",
    globalName: "realm",
    entryPoints: { "python-realm": "src/sandbox/python/realm.ts" },
    define: { "import.meta.url": '"/engine/engine.mjs"' },
    external: ["node:*", "ws"],
    outdir,
  });
}

/** Of Pyodide's lock file as much as is needed to find, check and install packages; their tests are left out. */
async function writePackageLock(path) {
  const { info, packages } = JSON.parse(await readFile(join(pyodideFolder, "pyodide-lock.json"), "utf8"));
  const kept = Object.entries(packages).filter(([name]) => !name.endsWith("-tests"));
  const trimmed = kept.map(([key, { name, version, file_name, sha256, depends, imports, install_dir }]) => [
    key,
    { name, version, file_name, sha256, depends, imports, install_dir },
  ]);
  await writeFile(path, JSON.stringify({ info, packages: Object.fromEntries(trimmed) }));
}

/** Python's standard library as byte code, which loads three times as fast as source; made once per version. */
async function compiledLibrary() {
  const source = await readFile(join(pyodideFolder, "python_stdlib.zip"));
  const key = createHash("sha256").update(source).update(compileLibrary).digest("hex").slice(0, 16);
  const folder = "node_modules/.cache/code-nodes";
  const path = join(folder, `python-library-${key}.zip`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const { loadPyodide } = await import("pyodide");
  const pyodide = await loadPyodide();
  pyodide.runPython(compileLibrary);
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, pyodide.FS.readFile("/library.zip"));
  await rename(unfinished, path);
  return path;
}

// Unchecked-hash byte code, so that nobody asks for the source's time; ZIP times are fixed so that builds are equal.
const compileLibrary = `
import glob, zipfile
from importlib import _bootstrap_external as external
source, = glob.glob("/lib/python3*.zip")
with zipfile.ZipFile(source) as old, zipfile.ZipFile("/library.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
    for name in sorted(old.namelist()):
        data = old.read(name)
        if name.endswith(".py"):
            code = compile(data, f"{source}/{name}", "exec", dont_inherit=True)
            name, data = name + "c", external._code_to_hash_pyc(code, b"\\0" * 8, False)
        if not name.endswith("/"):
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
`;
