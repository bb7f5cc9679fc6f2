import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { openFile } from "../../src/cli/files.ts";
import { nodeText, workflowOf } from "../node-texts.ts";

// Whatever a `from` says, over folders with links in and out: nothing outside of the repository is read.

let base: string;
const inside = ["bot.yml", "nodes/bot.yml", "nodes/deep/bot.yml"];
const outside = ["out.yml", "other/bot.yml", "repository/../beside.yml"];

const links = {
  up: "..",
  out: "../..",
  other: "../../other",
  "in.yml": "../bot.yml",
  "out.yml": "../../out.yml",
  loop: "loop",
  self: ".",
  far: "deep/../../../other",
  "twice.yml": "out/out.yml",
};

before(() => {
  base = realpathSync.native(mkdtempSync(join(tmpdir(), "code-nodes-named-workflows-")));
  const folder = join(base, "repository");
  for (const path of [join(folder, ".git"), join(folder, "nodes", "deep"), join(base, "other")])
    mkdirSync(path, { recursive: true });
  for (const path of inside) writeFileSync(join(folder, path), workflow("inside"));
  for (const path of outside) writeFileSync(join(base, path), workflow("outside"));
  if (process.platform === "win32") return;
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, "nodes", name));
});
after(() => rmSync(base, { recursive: true, force: true }));

const part = fc.constantFrom(
  ...["..", "..", "..", ".", "", "bot.yml", "out.yml", "beside.yml", "other", "repository", "nodes", "deep"],
  ...Object.keys(links),
);
const separator = fc.constantFrom("/", "/", "/", "\\", "//");
const name = fc.constantFrom("bot.yml", "in.yml", "out.yml", "twice.yml", "beside.yml", "other");
const from = fc
  .tuple(fc.array(fc.tuple(part, separator), { maxLength: 5 }), name)
  .map(([parts, last]) => parts.map(([folder, between]) => folder + between).join("") + last);

test("a workflow outside is never read, by whatever way", () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        from,
        from.map((way) => join(base, "repository/nodes", way)),
        fc.string(),
      ),
      (workflow) => {
        const titles = titlesFrom(workflow);
        read += titles.length;
        assert.ok(!titles.includes("Node outside"), workflow);
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(read > 50, `${read}`);
});

test("a workflow inside is read by each of its ways", { skip: process.platform === "win32" }, () => {
  const ways = [
    "bot.yml",
    "../bot.yml",
    "deep/bot.yml",
    "up/bot.yml",
    "up/nodes/self/self/in.yml",
    "in.yml",
    "../../repository/bot.yml",
  ];
  for (const way of ways) assert.deepEqual(titlesFrom(way), ["Node inside"], way);
});

function titlesFrom(way: string): readonly string[] {
  const path = join(base, "repository/nodes/x.py");
  writeFileSync(path, "def main():\n    return {}\n");
  const declaration = { dialect: "dify", from: { workflow: way, node: "1" } };
  writeFileSync(path.replace(".py", ".node.json"), JSON.stringify(declaration));
  return openFile(path).read?.reading.nodes.map(({ title }) => title) ?? [];
}

function workflow(what: string): string {
  return workflowOf([nodeText("1", "def main():\n    return {}\n").replace("Node 1", `Node ${what}`)]);
}
