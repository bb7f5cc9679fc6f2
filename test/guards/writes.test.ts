import assert from "node:assert/strict";
import fs, { readdirSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename, dirname, join, sep } from "node:path";
import { test } from "node:test";
import { given, strangersFolder } from "../cli/hostile/stranger.ts";
import { probeWorkflow } from "../probe-workflow.ts";

const onWindows = process.platform === "win32" && "paths are compared as they are written";

// Everything that the product writes beside a workflow goes one way, which decides whether it may: no other place in the
// code knows how to write a file, and every write of the running program comes from that way.

/** What changes files, in Node and in the editor. */
const writing = [
  /\b(?:writeFile|appendFile|copyFile|rename|unlink|mkdtemp|mkdir|rmdir|rm|symlink|link|chmod|chown|lchown|utimes|lutimes|truncate|cp)(?:Sync)?\s*\(/g,
  /\bopen(?:Sync)?\((?:[^()]|\([^()]*\))*,\s*(?:["'`]|constants\.|\w*flags)/gi,
  /\bcreateWriteStream\b/g,
  /\bworkspace\.fs\s*\.\s*(?:writeFile|delete|rename|copy|createDirectory)\b/g,
  /\.(?:createFile|deleteFile|renameFile)\s*\(/g,
  /\bworkspace\s*\.\s*applyEdit\b/g,
  /\b(?:document|each|textDocument)\s*\.\s*save\s*\(/g,
  /\bworkspace\s*\.\s*(?:save|saveAs|saveAll)\s*\(/g,
] as const;

/** Where it may be, and why. */
const places: Readonly<Record<string, string>> = {
  "src/files/contained-files.ts": "the one way: makes folders, after it has looked at the place",
  "src/files/open-folder.ts": "opens folders for looking only, for the one way",
  "src/files/replace-file.ts": "makes and replaces a file whole, for the one way alone",
  "src/files/file-lock.ts": "the lock beside the file that is replaced",
  "src/files/read-named-file.ts": "opens for reading only",
  "src/files/read-chosen-file.ts": "opens for reading only",
  "src/extension/node-files/placed-files.ts": "the one way on file systems that are no disk",
  "src/extension/node-files/editor-store.ts": "an open file is changed in its editor, after the one way has looked",
  "src/extension/node-files/conflicts.ts": "saves the node file whose side the user has chosen",
  "src/extension/node-files/edit-code.ts": "changes an open workflow as the user's typing does, and saves nothing",
  "src/extension/node-files/create-node-file.ts": "new files, which the one way has found free; both or none",
  "src/sandbox/own-files.ts": "makes the user's cache folder, and opens for reading only",
  "src/sandbox/shared-file.ts": "opens for reading only",
  "src/sandbox/write-whole-file.ts": "packages and snapshots, in the user's cache folder alone",
  "src/sandbox/python/snapshot-file.ts": "snapshots, in the user's cache folder alone",
  "src/sandbox/python/realm.ts": "files of the interpreter's own memory, and of no disk",
};

test("no other place in the code writes a file", () => {
  const found: string[] = [];
  for (const name of readdirSync("src", { recursive: true, encoding: "utf8" })) {
    const path = join("src", name).replaceAll(sep, "/");
    if (!path.endsWith(".ts") || path.endsWith(".d.ts")) continue;
    const code = withoutComments(readFileSync(path, "utf8"));
    const uses = writing.flatMap((each) => [...code.matchAll(each)]).filter(({ index }) => !isDeclaration(code, index));
    if (uses.length > 0) found.push(path);
  }
  assert.deepEqual(found.sort(), Object.keys(places).sort());
});

test("each way of writing a file would be found", () => {
  for (const code of [
    'await writeFile(path, "x");',
    'fs.writeFileSync(path, "x");',
    "await rename(one, other);",
    "await mkdir(folder, { recursive: true });",
    "rmSync(path);",
    'const file = await open(path, "w");',
    'openSync(join(folder, name), "a");',
    "await copyFile(one, other);",
    "symlinkSync(target, path);",
    "await link(target, path);",
    "await truncate(path);",
    "createWriteStream(path)",
    "await vscode.workspace.fs.writeFile(uri, bytes);",
    "vscode.workspace.fs\n    .createDirectory(uri)",
    "edits.createFile(uri, {});",
    "edits.renameFile(one, other);",
    "await vscode.workspace.applyEdit(edits)",
    "await document.save()",
  ]) {
    assert.ok(
      writing.some((each) => new RegExp(each).test(code)),
      code,
    );
  }
});

test("every write of the running commands comes from the one way", { skip: onWindows }, async () => {
  const stranger = strangersFolder();
  const spy = watchWrites(stranger.root);
  try {
    const run = async (...argv: readonly string[]) =>
      assert.match(await given(stranger, ...argv), /^0 /, argv.join(" "));
    await run("edit", "bot.yml");
    await run("edit", "orders.json");
    spy.isPaused = true;
    stranger.write(".code-nodes/bot.yml/measure.py", "def main(text):\n    return {}\n");
    spy.isPaused = false;
    await run("save", "bot.yml");
    await run("save", ".code-nodes/orders.json/sum/sum.js");
    spy.isPaused = true;
    stranger.write("bot.yml", probeWorkflow);
    spy.isPaused = false;
    await run("edit", "bot.yml");
    await run("format", "bot.yml");
    await given(stranger, "check", "bot.yml");
    await run("list", "bot.yml");
  } finally {
    spy.restore();
    stranger.remove();
  }
  // Node removes a file with more of its own calls.
  const stray = spy.writes.filter(({ stack }) => !/\bwriteContained\b|internal\/fs\/rimraf/.test(stack));
  assert.deepEqual(stray, []);
  const written = new Set(spy.writes.map(({ path }) => path));
  for (const name of [
    "bot.yml",
    ".code-nodes/.gitignore",
    ".code-nodes/bot.yml/measure.py",
    ".code-nodes/bot.yml/measure.node.json",
    ".code-nodes/orders.json/sum/jsconfig.json",
  ]) {
    assert.ok(written.has(stranger.at(name)), name);
  }
});

type Call = (...given: readonly unknown[]) => unknown;

/** Notes every call of Node that changes a file below the folder, with the functions that it came from. */
function watchWrites(folder: string) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const writes: { readonly path: string; readonly stack: string }[] = [];
  const spy = { writes, isPaused: false, restore };
  const undo: (() => void)[] = [];
  const wrap = (
    holder: Record<string, unknown>,
    name: string,
    pathsOf: (given: readonly unknown[]) => readonly unknown[],
  ) => {
    const own = holder[name] as Call | undefined;
    if (!own) return;
    holder[name] = function (this: unknown, ...given: readonly unknown[]) {
      for (const path of pathsOf(given)) {
        const real = typeof path === "string" ? realPathOf(path) : "";
        if (!spy.isPaused && real.startsWith(folder + sep)) {
          writes.push({ path: real, stack: new Error("a write").stack ?? "" });
        }
      }
      return own.apply(this, [...given]);
    };
    undo.push(() => {
      holder[name] = own;
    });
  };
  const opensForWriting = (flags: unknown) => (typeof flags === "number" ? (flags & 3) !== 0 : (flags ?? "r") !== "r");
  for (const [holder, suffix] of [
    [fs, "Sync"],
    [fs, ""],
    [fs.promises, ""],
  ] as unknown as readonly (readonly [Record<string, unknown>, string])[]) {
    for (const name of [
      "writeFile",
      "appendFile",
      "mkdir",
      "rm",
      "rmdir",
      "unlink",
      "truncate",
      "chmod",
      "chown",
      "utimes",
    ]) {
      wrap(holder, name + suffix, ([path]) => [path]);
    }
    for (const name of ["rename", "copyFile", "symlink", "link", "cp"])
      wrap(holder, name + suffix, (given) => given.slice(0, 2));
    wrap(holder, `open${suffix}`, ([path, flags]) => (opensForWriting(flags) ? [path] : []));
  }
  syncBuiltinESMExports();
  return spy;

  function restore(): void {
    for (const each of undo) each();
    syncBuiltinESMExports();
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Of a path that begins with the handle of an open folder, too. */
function realPathOf(path: string): string {
  return path.startsWith("/proc/self/fd/") ? join(fs.realpathSync(dirname(path)), basename(path)) : path;
}

/** Of the same length, so that a regular expression or a text with slashes is the worst that can be lost. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, (comment) => " ".repeat(comment.length));
}

/** A function of one's own by such a name, or a member of a type. */
function isDeclaration(code: string, index: number): boolean {
  return (
    /(?:function\s+|^\s*(?:readonly\s+)?)$/.test(code.slice(code.lastIndexOf("\n", index) + 1, index)) &&
    !/^\w+\([^)]*\);/.test(code.slice(index))
  );
}
