import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

/** The file's first bytes: a SHA-256 of the rest, since V8 trusts what it is given. */
const hashBytes = 32;
const extension = ".v8-code";

/**
 * Runs a CommonJS script, with the code that V8 compiled when it ran last. A folder that cannot be written, or a
 * file in it that is damaged or of another V8, costs time and nothing else.
 */
export function runScript(path: string, folder: string): void {
  const source = readFileSync(path);
  const engine = `${basename(path, ".js")}-${process.versions.v8}-`;
  const cachePath = join(folder, `${engine}${sha256(source).toString("hex").slice(0, 16)}${extension}`);
  const cachedData = readCode(cachePath);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: path,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, path, dirname(path));
  // At the end, so that functions are in it that were compiled when they were first called.
  if (!cachedData || script.cachedDataRejected) {
    process.once("exit", () => {
      try {
        keepCode(cachePath, engine, script.createCachedData());
      } catch {
        // It costs the next command time.
      }
    });
  }
}

function readCode(path: string): Buffer | undefined {
  try {
    const content = readFileSync(path);
    const code = content.subarray(hashBytes);
    return sha256(code).equals(content.subarray(0, hashBytes)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces what earlier versions of the script left for the same engine. Throws when the folder cannot be written. */
function keepCode(path: string, engine: string, code: Buffer): void {
  const folder = dirname(path);
  const unfinished = `${path}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([sha256(code), code]), { mode: 0o600 });
    renameSync(unfinished, path);
    const outdated = readdirSync(folder).filter((name) => name.startsWith(engine) && name !== basename(path));
    for (const name of outdated) rmSync(join(folder, name), { force: true });
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function sha256(content: Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}
