import assert from "node:assert/strict";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { probeWorkflow } from "../../probe-workflow.ts";
import { given, mirror, n8nCode, original, type Stranger, stateOutside, strangersFolder } from "./stranger.ts";

// Any folder with links and any `from`, and whatever is done there: what lies outside of it stays as it is.

const skip = process.platform === "win32" && "links need rights";

const names = [
  ".code-nodes",
  ".code-nodes/.gitignore",
  ".code-nodes/bot.yml",
  ".code-nodes/bot.yml/measure.py",
  ".code-nodes/bot.yml/measure.node.json",
  ".code-nodes/bot.yml/other.js",
  ".code-nodes/orders.json",
  ".code-nodes/orders.json/sum",
  ".code-nodes/orders.json/sum/sum.js",
  ".code-nodes/orders.json/sum/sum.node.json",
  ".code-nodes/orders.json/sum/jsconfig.json",
  ".code-nodes/orders.json/n8n.luxon.d.ts",
  ".code-nodes/orders.json/count/__builtins__.pyi",
  "x.py",
  "x.node.json",
  "x.js",
  "jsconfig.json",
  "linked",
  "linked.yml",
  "sub",
  "sub/x.py",
  "sub/x.node.json",
  ".git",
] as const;

const targets = [
  "victim",
  "victim/.bashrc",
  "victim/keys",
  "victim/new",
  "victim/new/new",
  "mine",
  "mine/flow.yml",
  "mine/orders.json",
  "ws",
  "ws/bot.yml",
  "ws/.code-nodes",
  "ws/linked",
  "ws/sub",
  "ws/x.py",
] as const;
const files = targets.filter((target) =>
  ["victim/.bashrc", "victim/keys", "mine/flow.yml", "mine/orders.json"].includes(target),
);

const from = fc.oneof(
  fc.constantFrom(
    "bot.yml",
    "../bot.yml",
    "../../bot.yml",
    "../mine/flow.yml",
    "../../mine/flow.yml",
    "../../../mine/flow.yml",
    "linked/flow.yml",
    "../linked/flow.yml",
    "linked.yml",
    "linked",
    "../mine/orders.json",
    "orders.json",
    "../../orders.json",
    "../../../orders.json",
    "//host/share/x.yml",
  ),
  fc
    .array(
      fc.constantFrom("..", ".", "ws", "mine", "victim", "linked", "sub", "flow.yml", "bot.yml", "", ".. ", "\\.."),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join("/")),
);
const code = fc.constantFrom(original, original.replace("print(text)", "print('evil')"), n8nCode, "return [1];", "");

const entry = fc.record({
  name: fc.constantFrom(...names),
  thing: fc.oneof(
    fc.record({ kind: fc.constant("link" as const), target: fc.constantFrom(...targets), isWhole: fc.boolean() }),
    fc.record({ kind: fc.constant("hard-link" as const), target: fc.constantFrom(...files) }),
    fc.record({ kind: fc.constant("file" as const), content: fc.oneof(code, fc.constantFrom("*\n", "{}")) }),
    fc.record({
      kind: fc.constant("declaration" as const),
      from,
      code,
      node: fc.constantFrom("1712", "n1", "n2"),
      dialect: fc.constantFrom("dify", "n8n"),
    }),
    fc.record({ kind: fc.constant("folder" as const) }),
  ),
});

const command = fc.oneof(
  fc.constantFrom(
    "edit bot.yml",
    "edit orders.json",
    "save bot.yml",
    "save --force bot.yml",
    "save orders.json",
    "save --force orders.json",
    "format bot.yml",
    "format orders.json",
    "format --check bot.yml",
    "check bot.yml",
    "list orders.json",
  ),
  fc
    .tuple(
      fc.constantFrom("save", "save --force", "check", "list", "edit"),
      fc.constantFrom(...names.filter((name) => /\.(?:py|js|json|yml)$/.test(name))),
    )
    .map((parts) => parts.join(" ")),
  // The workflow changes, as after a pull.
  fc.constantFrom("change bot.yml", "change orders.json"),
);

type Entry = typeof entry extends fc.Arbitrary<infer Each> ? Each : never;

function put(stranger: Stranger, { name, thing }: Entry): void {
  const up = "../".repeat(name.split("/").length);
  try {
    if (thing.kind === "link") {
      stranger.link(name, thing.isWhole ? join(stranger.root, thing.target) : up + thing.target);
    } else if (thing.kind === "hard-link") stranger.hardLink(name, thing.target);
    else if (thing.kind === "file") stranger.write(name, thing.content);
    else if (thing.kind === "folder") stranger.write(`${name}/kept.txt`, "");
    else stranger.write(name, mirror(thing.from, thing.code, thing.node, thing.dialect));
  } catch {
    // Something stands there already, or above it: no such tree can be.
  }
}

/** No folder above the name is a link by now. */
function isInOwnFolder({ at }: Stranger, name: string): boolean {
  const parts = name.split("/");
  return parts.every((_, index) => {
    const path = at(parts.slice(0, index + 1).join("/"));
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return !stats || stats.isDirectory();
  });
}

function change(stranger: Stranger, path: string): void {
  const text = readFileSync(stranger.at(path), "utf8");
  stranger.write(
    path,
    text.includes("changed") ? probeWorkflow : text.replace(/print\(text\)|return \[/, "$& #changed"),
  );
}

test("whatever the folder holds and whatever is done in it", { skip }, async () => {
  let isTried = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 6 }),
      fc.array(command, { minLength: 1, maxLength: 5 }),
      async (entries, commands) => {
        const stranger = strangersFolder();
        try {
          // Through a link that stands there already nothing is put, and over a hard link: that would be written by the test.
          for (const each of entries) if (isInOwnFolder(stranger, each.name)) put(stranger, each);
          const before = stateOutside(stranger.root);
          for (const each of commands) {
            if (each.startsWith("change ")) change(stranger, each.slice("change ".length));
            else await given(stranger, ...each.split(" "));
            assert.equal(stateOutside(stranger.root), before, each);
          }
          isTried += 1;
        } finally {
          stranger.remove();
        }
      },
    ),
    { numRuns: 400 },
  );
  assert.ok(isTried >= 400);
});
