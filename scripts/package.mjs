// Builds and packs the extension, and looks into the result: `npm run package`.
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isMain, setUp } from "./setup.mjs";
import { runProgram } from "./stages.mjs";
import { writeThirdPartyNotices } from "./third-party-notices.mjs";

const allowed = [
  /^package\.json$/,
  /^(readme|changelog)\.md$/,
  /^LICENSE\.txt$/,
  /^images\/[\w-]+\.png$/,
  /^(schemas|syntaxes)\/[\w.-]+\.json$/,
  /^dist\/(THIRD_PARTY_NOTICES\.md|cli\.js|extension\.js|server\.js)$/,
  /^dist\/panel\/[\w-]+\.(css|js|ttf)$/,
  /^dist\/sandbox\/(modules\/)?[\w-]+\.(bin|js|json|wasm|zip)$/,
];

const required = [
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "dist/THIRD_PARTY_NOTICES.md",
  "dist/cli.js",
  "dist/server.js",
  "dist/panel/panel.js",
  "dist/sandbox/python.wasm",
  "dist/sandbox/python-packages.json",
  "dist/sandbox/javascript.wasm",
  "dist/sandbox/javascript-guest.js",
  "dist/sandbox/javascript-memory.bin",
];

/** Packs code-nodes-VERSION.vsix; throws when it holds too much or too little. */
export async function packageExtension() {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const path = `${manifest.name}-${manifest.version}.vsix`;
  // A folder may still hold source maps or files of an older build.
  for (const folder of ["dist/panel", "dist/sandbox"]) rmSync(folder, { recursive: true, force: true });
  await mustSucceed("The build", "esbuild.mjs", "--production");
  writeThirdPartyNotices();
  const vsce = ["package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  await mustSucceed("vsce", "node_modules/@vscode/vsce/vsce", ...vsce, "--out", path);
  const files = extensionFiles(path);
  const wrong = contentFaults(files, manifest);
  if (wrong.length > 0) throw new Error(`${path} is not as it should be:\n${wrong.join("\n")}`);
  return { path, files, bytes: statSync(path).size };
}

/** What is wrong with these files as a whole extension; empty when nothing is. */
export function contentFaults(files, manifest) {
  const named = new Set([...required, ...fileReferences(manifest)]);
  return [
    ...files
      .filter((file) => !allowed.some((pattern) => pattern.test(file)))
      .map((file) => `${file} must not be in it`),
    ...[...named].filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
  ];
}

/** Every file that the manifest names, wherever it does: "./dist/extension.js". */
function fileReferences(value) {
  if (typeof value === "string") return value.startsWith("./") ? [value.slice(2)] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(fileReferences) : [];
}

/** The names in a .vsix (a ZIP file's central directory), without the folder they are all in. */
function extensionFiles(path) {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const names = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    names.push(zip.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  const inExtension = names
    .filter((name) => name.startsWith("extension/"))
    .map((name) => name.slice("extension/".length));
  return inExtension.sort();
}

async function mustSucceed(title, file, ...args) {
  const [fault] = (await runProgram(title, file, ...args)).failed;
  if (fault) throw new Error(`${title} failed:\n${fault.message}`);
}

if (isMain(import.meta.url)) {
  setUp();
  for (const old of readdirSync(".").filter((file) => file.endsWith(".vsix"))) rmSync(join(".", old));
  const { path, files, bytes } = await packageExtension();
  console.log(`${files.join("\n")}\n\n${path}: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB`);
}
