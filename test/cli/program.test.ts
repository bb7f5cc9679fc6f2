import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Script } from "node:vm";

// What the command line executes is the program itself, never code that lies in a folder that it can write to.

let folder: string;
let workflow: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-program-"));
  workflow = join(folder, "first-steps.yml");
  copyFileSync("examples/dify/first-steps.yml", workflow);
});
after(() => rmSync(folder, { recursive: true }));

const ways: readonly (readonly [title: string, plant: (path: string) => void])[] = [
  ["as the program would have left it", () => {}],
  ["that everyone may write", (path) => [path, dirname(path)].map((each) => chmodSync(each, 0o777))],
  ["that is a link", (path) => linkTo(path, join(folder, `${basename(path)}-elsewhere`))],
  ["of another user", (path) => chown(path)],
];
for (const [title, plant] of ways) {
  for (const env of [{}, { CI: "true" }]) {
    test(`code in the cache ${title} is not executed${"CI" in env ? " by a build server" : ""}`, () => {
      const cache = mkdtempSync(join(folder, "cache-"));
      const marker = join(cache, "was-here");
      for (const path of plantCode(cache, marker)) plant(path);
      for (const [args, answer] of commands()) {
        const { stdout } = run(args, { ...homes(cache), ...env });
        assert.ok(!existsSync(marker), `planted code ran in place of ${args[0]}`);
        assert.match(stdout, answer);
      }
    });
  }
}

test("commands that run no node leave nothing in the cache folder", () => {
  const cache = mkdtempSync(join(folder, "cache-"));
  for (const [args, answer] of commands()) assert.match(run(args, homes(cache)).stdout, answer);
  assert.ok(!existsSync(cachedFiles(cache)));
});

/** Each with what it answers, so that it is known to have done its work. */
function commands(): readonly (readonly [args: readonly string[], answer: RegExp])[] {
  return [
    [["--version"], /^\d+\.\d+/],
    [["check", workflow], /nothing to report/],
    [["list", workflow], /Join two texts/],
    [["format", "--check", workflow], /to rewrite/],
  ];
}

/**
 * V8 takes compiled code for a source of the same length: such code, for each program file that there is or was, with
 * the hash of its content before it and the names that they were looked up by.
 */
function plantCode(cache: string, marker: string): readonly string[] {
  const paths: string[] = [];
  mkdirSync(cachedFiles(cache), { recursive: true });
  for (const name of ["cli", "command-line", "main"]) {
    const source = readFileSync(resolve("dist/cli.js"));
    const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
    const planted = `(function (exports, require, module, __filename, __dirname) {require("fs").writeFileSync(${JSON.stringify(marker)}, "");})`;
    const script = new Script(planted.padEnd(wrapped.length));
    const code = script.createCachedData();
    const path = join(
      cachedFiles(cache),
      `${name}-${process.versions.v8}-${sha256(source).toString("hex").slice(0, 16)}.v8-code`,
    );
    writeFileSync(path, Buffer.concat([sha256(code), code]), { mode: 0o600 });
    paths.push(path);
  }
  return paths;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): { readonly stdout: string } {
  const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
  return spawnSync(process.execPath, [resolve("dist/cli.js"), ...args], options);
}

function homes(cache: string): NodeJS.ProcessEnv {
  return { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache };
}

function cachedFiles(cache: string): string {
  return process.platform === "darwin" ? join(cache, "Library", "Caches", "code-nodes") : join(cache, "code-nodes");
}

function linkTo(path: string, target: string): void {
  copyFileSync(path, target);
  rmSync(path);
  symlinkSync(target, path);
}

/** Only the administrator can give a file away; for others it stays their own. */
function chown(path: string): void {
  if (process.getuid?.() === 0) spawnSync("chown", ["65534", path, dirname(path)]);
}

function sha256(content: Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}
