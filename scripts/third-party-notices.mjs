// Writes dist/THIRD_PARTY_NOTICES.md: name, version and licence of everything that the built extension contains.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, setUp } from "./setup.mjs";

/** Files that are copied rather than bundled; anything else in dist/ must come out of a bundle. */
const copiedFiles = {
  "dist/sandbox/javascript.wasm": "@jitl/quickjs-wasmfile-release-sync",
  "dist/sandbox/python.wasm": "pyodide",
  "dist/sandbox/python-library.zip": "pyodide",
  "dist/sandbox/python-packages.json": "pyodide",
};

/** What a package carries besides its own code, or forgets to carry of its own licence. */
const licencesBeside = {
  pyodide: [
    ["Pyodide", "MPL-2.0.txt"],
    ["CPython and its standard library, which Pyodide contains", "Python.txt"],
    ["tzdata, the time zones of IANA as compiled for Python, in the library beside Pyodide's", "tzdata.txt"],
  ],
};

/** @returns {string[]} the packages named */
export function writeThirdPartyNotices() {
  const packages = shippedPackages();
  const sections = packages.map((name) => {
    const { version, license, repository } = JSON.parse(
      readFileSync(join("node_modules", name, "package.json"), "utf8"),
    );
    const source = typeof repository === "string" ? repository : (repository?.url ?? "");
    return `## ${name} ${version}\n\nLicence: ${license}\n\nSource: ${source}\n\n${licenceTexts(name).join("\n\n")}\n`;
  });
  const head = "# Third-party notices\n\nCode Nodes contains the following packages.\n";
  writeFileSync("dist/THIRD_PARTY_NOTICES.md", [head, ...sections].join("\n"));
  return packages;
}

/** The licence texts of a package as Markdown; throws when there is none. */
export function licenceTexts(name, modules = "node_modules") {
  const folder = join(modules, name);
  const own = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => quoted(readFileSync(join(folder, file), "utf8")));
  const beside = (licencesBeside[name] ?? []).map(
    ([what, file]) => `${what}:\n\n${quoted(readFileSync(join("scripts/licences", file), "utf8"))}`,
  );
  const texts = [...own, ...beside];
  if (texts.length === 0) {
    throw new Error(`The package ${name} is shipped but has no licence text. Add one to scripts/licences.`);
  }
  return texts;
}

function shippedPackages() {
  const bundled = JSON.parse(readFileSync("dist/bundled-files.json", "utf8")).map(packageOf);
  const copied = Object.entries(copiedFiles).map(([file, name]) => {
    if (!existsSync(file)) throw new Error(`${file} is not there. Build first: node esbuild.mjs --production`);
    return name;
  });
  return [...new Set([...bundled.filter(Boolean), ...copied])].sort();
}

function packageOf(file) {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function quoted(text) {
  return `~~~text\n${text.trim()}\n~~~`;
}

if (isMain(import.meta.url)) {
  setUp();
  console.log(writeThirdPartyNotices().join("\n"));
}
