import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { after, before, test } from "node:test";
import { probeWorkflow } from "../probe-workflow.ts";

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
  "src/files/contained-files.ts": "the one way: makes folders and new files, after it has looked at the place",
  "src/files/replace-file.ts": "replaces a file whole, for the one way alone",
  "src/files/file-lock.ts": "the lock beside the file that is replaced",
  "src/files/read-named-file.ts": "opens for reading only",
  "src/extension/node-files/placed-files.ts": "the one way on file systems that are no disk",
  "src/extension/node-files/editor-store.ts": "an open file is changed in its editor, after the one way has looked",
  "src/extension/node-files/stay-in-step.ts": "saves the node file whose side the user has chosen",
  "src/extension/node-files/edit-code.ts": "changes an open workflow as the user's typing does, and saves nothing",
  "src/extension/node-files/create-node-file.ts": "new files, which the one way has found free; both or none",
  "src/sandbox/write-whole-file.ts": "packages and snapshots, in the user's cache folder alone",
  "src/sandbox/python/snapshot-file.ts": "snapshots, in the user's cache folder alone",
  "src/sandbox/python/realm.ts": "files of the interpreter's own memory, and of no disk",
  "src/cli/code-cache.ts": "the program's code cache, in the user's cache folder alone",
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

let folder: string;
before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "code-nodes-writes-")));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("every write of the running program comes from the one way", () => {
  writeFileSync(join(folder, "bot.yml"), probeWorkflow);
  const node = {
    id: "n1",
    name: "Sum",
    type: "n8n-nodes-base.code",
    typeVersion: 2,
    parameters: { jsCode: "return [];" },
  };
  writeFileSync(
    join(folder, "orders.json"),
    JSON.stringify({ name: "W", nodes: [node], connections: {}, settings: {} }),
  );
  const log = join(folder, "..", `${folder.split(sep).at(-1)}.log`);
  const spy = join(folder, "..", `${folder.split(sep).at(-1)}.cjs`);
  writeFileSync(spy, spySource(log));
  try {
    const cli = (...args: readonly string[]) => {
      const { stderr } = spawnSync(process.execPath, ["--require", spy, resolve("dist/command-line.js"), ...args], {
        cwd: folder,
        encoding: "utf8",
      });
      assert.equal(stderr, "", args.join(" "));
    };
    cli("edit", "bot.yml");
    cli("edit", "orders.json");
    writeFileSync(join(folder, ".code-nodes/bot.yml/measure.py"), "def main(text):\n    return {}\n");
    cli("save", "bot.yml");
    cli("save", ".code-nodes/orders.json/sum/sum.js");
    writeFileSync(join(folder, "bot.yml"), probeWorkflow);
    cli("edit", "bot.yml");
    cli("format", "bot.yml");
    cli("check", "bot.yml");
    cli("list", "bot.yml");
    const writes = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    // Node removes a file with more of its own calls.
    const stray = writes.filter(({ stack }) => !/\bwriteContained\b|internal\/fs\/rimraf/.test(stack));
    assert.deepEqual(stray, []);
    const written = new Set(writes.map(({ path }) => path));
    for (const name of [
      "bot.yml",
      ".code-nodes/.gitignore",
      ".code-nodes/bot.yml/measure.py",
      ".code-nodes/bot.yml/measure.node.json",
      ".code-nodes/orders.json/sum/jsconfig.json",
    ]) {
      assert.ok(written.has(join(folder, name)), name);
    }
  } finally {
    for (const path of [log, spy]) rmSync(path, { force: true });
  }
});

/** Notes every call of Node that changes a file below the folder, with the functions that it came from. */
function spySource(log: string): string {
  return `
const fs = require("node:fs");
const { appendFileSync } = fs;
Error.stackTraceLimit = 50;
let isNoting = false;
const note = (path) => {
  if (isNoting || typeof path !== "string" || !path.startsWith(${JSON.stringify(folder + sep)})) return;
  isNoting = true;
  appendFileSync(${JSON.stringify(log)}, JSON.stringify({ path, stack: new Error().stack }) + "\\n");
  isNoting = false;
};
const writes = (flags) => flags !== undefined && (typeof flags === "number" ? (flags & 3) !== 0 : flags !== "r");
const names = ["writeFile", "appendFile", "mkdir", "rm", "rmdir", "unlink", "truncate", "chmod", "chown", "utimes", "mkdtemp"];
for (const [holder, suffix] of [[fs, "Sync"], [fs, ""], [fs.promises, ""]]) {
  for (const name of names) {
    const own = holder[name + suffix];
    if (own) holder[name + suffix] = function (path, ...rest) { note(path); return own.call(this, path, ...rest); };
  }
  for (const name of ["rename", "copyFile", "symlink", "link", "cp"]) {
    const own = holder[name + suffix];
    if (own) holder[name + suffix] = function (one, other, ...rest) { note(one); note(other); return own.call(this, one, other, ...rest); };
  }
  const open = holder["open" + suffix];
  holder["open" + suffix] = function (path, flags, ...rest) { if (writes(flags)) note(path); return open.call(this, path, flags, ...rest); };
}
`;
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
