// Puts everything the sandbox reads at run time into a folder: worker scripts, engines, Python's standard library.
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const pyodideFolder = dirname(require.resolve("pyodide/package.json"));

/** Resolves with what was bundled, as esbuild's metafiles. */
export async function buildSandbox({ outputFolder = "dist/sandbox", ...options } = {}) {
  await mkdir(join(outputFolder, "modules"), { recursive: true });
  const [workers, realm, guest] = await Promise.all([
    bundleWorkers(outputFolder, options),
    bundleRealm(outputFolder, options),
    bundleGuest(outputFolder),
    copyFile(join(pyodideFolder, "pyodide.asm.wasm"), join(outputFolder, "python.wasm")),
    copyFile(require.resolve("@jitl/quickjs-wasmfile-release-sync/wasm"), join(outputFolder, "javascript.wasm")),
    copyFile(await compiledLibrary(), join(outputFolder, "python-library.zip")),
    writePackageLock(join(outputFolder, "python-packages.json")),
  ]);
  await writeFile(join(outputFolder, "javascript-memory.bin"), await preparedMemory(outputFolder));
  return [workers.metafile, realm.metafile, ...guest];
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
    loader: { ".py": "text" },
    conditions: ["workerd"], // the engine's script without a word of Node
    outdir,
  });
}

/** A realm's global object answers slowly; these are what the engine asks for in every other call. */
const realmNames =
  "Array, ArrayBuffer, Atomics, BigInt, BigInt64Array, BigUint64Array, DataView, Date, Error, Float32Array, " +
  "Float64Array, Int16Array, Int32Array, Int8Array, JSON, Map, Math, Number, Object, Promise, Proxy, Reflect, Set, " +
  "String, Symbol, TypeError, Uint16Array, Uint32Array, Uint8Array, WeakMap";

/** Pyodide as one script that believes it runs in a web worker. */
function bundleRealm(outdir, { minify = false }) {
  return build({
    ...shared,
    minify,
    platform: "neutral",
    format: "iife",
    globalName: "realm",
    banner: { js: `const { ${realmNames} } = globalThis;` },
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

const libraries = {
  lodash: require.resolve("lodash"),
  moment: require.resolve("moment"),
  luxon: require.resolve("luxon"),
  jmespath: require.resolve("jmespath"),
};

/** A platform may take these away from the code; the guest and the libraries go on with what they were. */
const lastingMethods = "src/sandbox/javascript/guest/harness/lasting-methods.js";
const lasting = {
  "Object.defineProperties": "lastingDefineProperties",
  "Object.defineProperty": "lastingDefineProperty",
  "Object.getPrototypeOf": "lastingGetPrototypeOf",
  "Object.setPrototypeOf": "lastingSetPrototypeOf",
};

/** What code in JavaScript finds in its engine, and the libraries that it can ask for. */
async function bundleGuest(outdir) {
  const guest = {
    ...shared,
    platform: "neutral",
    mainFields: ["main"],
    minifyWhitespace: true,
    minifySyntax: true,
    define: lasting,
  };
  const results = await Promise.all([
    build({
      ...guest,
      format: "iife",
      keepNames: true,
      entryPoints: { "javascript-guest": "src/sandbox/javascript/guest/guest.js" },
      inject: ["src/sandbox/javascript/guest/node/process-for-libraries.js", lastingMethods],
      define: { ...lasting, global: "globalThis" },
      // As in Node, whose old URL functions read queries by its own module.
      alias: { qs: "./src/sandbox/javascript/guest/node/querystring.js" },
      outdir,
    }),
    build({
      ...guest,
      format: "cjs",
      keepNames: true,
      entryPoints: libraries,
      inject: [lastingMethods],
      outdir: join(outdir, "modules"),
    }),
  ]);
  return results.map(({ metafile }) => metafile);
}

/** The memory of an engine with the guest in it, so that no run has to load it. */
async function preparedMemory(folder) {
  const scratch = await mkdtemp(join(tmpdir(), "code-nodes-build-"));
  const outfile = join(scratch, "prepare-memory.mjs");
  try {
    await build({
      ...shared,
      platform: "node",
      format: "esm",
      entryPoints: ["src/sandbox/javascript/prepare-memory.ts"],
      conditions: ["workerd"],
      outfile,
    });
    const { prepareMemory } = await import(pathToFileURL(outfile));
    const names = Object.keys(libraries);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, "modules", `${name}.js`), "utf8")));
    return await prepareMemory(await readFile(join(folder, "javascript.wasm")), {
      guest: await readFile(join(folder, "javascript-guest.js"), "utf8"),
      libraries: new Map(names.map((name, at) => [name, texts[at]])),
    });
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/**
 * Python's standard library as byte code, which loads three times as fast as source, with the time zones of the `tzdata`
 * package and what its hashlib lacks; made once per version.
 */
async function compiledLibrary() {
  const source = await readFile(join(pyodideFolder, "python_stdlib.zip"));
  const timeZones = await readFile(timeZonesWheel());
  const additions = ["keys", "digests"].map((name) => readFile(`src/sandbox/python/hashlib_${name}.py`));
  const hashes = Buffer.concat(await Promise.all(additions));
  const parts = [source, timeZones, hashes, compileLibrary];
  const key = parts
    .reduce((hash, part) => hash.update(part), createHash("sha256"))
    .digest("hex")
    .slice(0, 16);
  const folder = "node_modules/.cache/code-nodes";
  const path = join(folder, `python-library-${key}.zip`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const { loadPyodide } = await import("pyodide");
  const pyodide = await loadPyodide();
  pyodide.FS.writeFile("/time-zones.whl", timeZones);
  pyodide.FS.writeFile("/hashlib-addition.py", hashes);
  pyodide.runPython(compileLibrary);
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, pyodide.FS.readFile("/library.zip"));
  await rename(unfinished, path);
  return path;
}

/** The wheel as Python's package index has it: to renew the zones, put a newer one in its place. */
function timeZonesWheel() {
  const folder = "src/sandbox/python";
  const wheels = readdirSync(folder).filter((name) => /^tzdata-.*\.whl$/.test(name));
  if (wheels.length !== 1) throw new Error(`${folder} must hold one wheel of tzdata, not ${wheels.length}.`);
  return join(folder, wheels[0]);
}

// Unchecked-hash byte code, so that nobody asks for the source's time; ZIP times are fixed so that builds are equal.
const compileLibrary = `
import glob, zipfile
from importlib import _bootstrap_external as external
source, = glob.glob("/lib/python3*.zip")
with (
    zipfile.ZipFile(source) as library,
    zipfile.ZipFile("/time-zones.whl") as zones,
    zipfile.ZipFile("/library.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
):
    names = [(name, library) for name in library.namelist()]
    names += [(name, zones) for name in zones.namelist() if name.startswith("tzdata/")]
    for name, old in sorted(names, key=lambda entry: entry[0]):
        data = old.read(name)
        if name == "hashlib.py":
            with open("/hashlib-addition.py", "rb") as addition:
                data += b"\\n\\n" + addition.read()
        if name.endswith(".py"):
            code = compile(data, f"{source}/{name}", "exec", dont_inherit=True)
            name, data = name + "c", external._code_to_hash_pyc(code, b"\\0" * 8, False)
        if not name.endswith("/"):
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
`;
