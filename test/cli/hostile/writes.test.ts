import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { probeWorkflow } from "../../probe-workflow.ts";
import { given, mirror, n8nCode, original, type Stranger, stateOf, stateOutside, strangersFolder } from "./stranger.ts";

// What a folder from anybody may hold to get something written elsewhere, and that nothing is.

const skip = process.platform === "win32" && "links need rights, and there are no pipes";
const code = ".code-nodes/bot.yml/measure.py";
const declaration = ".code-nodes/bot.yml/measure.node.json";
const evil = original.replace("print(text)", "print('evil')");
const evilWorkflow = probeWorkflow.replace("print(text)", "print('evil')");

/** The name that the lock of a file in the same folder has. */
const lockOf = (name: string) => `.${createHash("sha256").update(name).digest("hex").slice(0, 12)}.lock`;
const unfinishedOf = (name: string) => lockOf(name).replace(/lock$/, "1.unfinished");

interface Attempt {
  readonly name: string;
  readonly prepare: (stranger: Stranger) => void;
  readonly commands: readonly string[];
  /** What must be said by one of them, when that matters. */
  readonly says?: RegExp;
}

const attempt = (
  name: string,
  prepare: (stranger: Stranger) => void,
  commands: string | readonly string[] = ["edit bot.yml", "save bot.yml", "save --force bot.yml"],
  says?: RegExp,
): Attempt => ({ name, prepare, commands: [commands].flat(), ...(says && { says }) });

/** A node file in the stranger's folder that says that its workflow lies at `workflow`. */
const mirrors = (workflow: string, how = (_: Stranger): void => {}): Attempt =>
  attempt(
    `from ${JSON.stringify(workflow)}`,
    (stranger) => {
      how(stranger);
      stranger.write("x.py", evil);
      stranger.write("x.node.json", mirror(workflow, original));
    },
    ["save x.py", "save --force x.node.json", "check x.py", "list x.py"],
  );

const links = (path: string, target: string): Attempt =>
  attempt(`${path} -> ${target}`, ({ link }) => link(path, target));

const n8nLinks = (path: string, target: string): Attempt =>
  attempt(`${path} -> ${target}`, ({ link }) => link(path, target), [
    "edit orders.json",
    "save orders.json",
    "save --force orders.json",
  ]);

const known: readonly Attempt[] = [
  attempt("a", ({ link }) => link(code, "../../../victim/.bash_profile"), undefined, /measure\.py is a link/),
  attempt("b", ({ link, write }) => {
    write("bot.yml", evilWorkflow);
    link(code, "../../../victim/.bashrc");
    write(declaration, mirror("../../bot.yml", original));
  }),
  attempt("c", ({ link }) => link(declaration, "../../../victim/keys"), undefined, /measure\.node\.json is a link/),
  n8nLinks(".code-nodes/orders.json/sum/jsconfig.json", "../../../../victim/keys"),
  n8nLinks(".code-nodes/orders.json/sum/n8n.names.d.ts", "../../../../victim/keys"),
  n8nLinks(".code-nodes/orders.json/sum/n8n.workflow.d.ts", "../../../../victim/new"),
  attempt("e", ({ link }) => link(".code-nodes", "../victim"), undefined, /\.code-nodes is a link/),
  mirrors("../mine/flow.yml"),
  attempt("not", ({ link, write, root }) => {
    writeFileSync(join(root, "victim", "measure.py"), "mine = 1\n");
    link(".code-nodes/bot.yml", "../../victim");
    write("other.txt", "");
  }),
];

const own: readonly Attempt[] = [
  links(".code-nodes/.gitignore", "../../victim/.gitignore"),
  links(".code-nodes/.gitignore", "../../victim/keys"),
  links(".code-nodes/bot.yml", "../../victim"),
  links(".code-nodes/bot.yml", "/tmp"),
  links(".code-nodes", "../victim/new"),
  links(".code-nodes", ".code-nodes"),
  links(".code-nodes", "../ws/.code-nodes"),
  links(code, "measure.py"),
  links(code, "../../bot.yml"),
  links(code, "/dev/null"),
  links(declaration, "../../../victim/new.json"),
  links(declaration, "../../orders.json"),
  links(`.code-nodes/bot.yml/${lockOf("measure.py")}`, "../../../victim/new"),
  links(`.code-nodes/bot.yml/${lockOf("measure.py")}`, "../../../victim/keys"),
  links(`.code-nodes/bot.yml/${lockOf("measure.node.json")}`, "../../../victim/keys"),
  links(lockOf("bot.yml"), "../victim/keys"),
  links(unfinishedOf("bot.yml"), "../victim/keys"),
  links(`.code-nodes/bot.yml/${unfinishedOf("measure.py")}`, "../../../victim"),
  n8nLinks(".code-nodes/orders.json/sum", "../../../victim"),
  n8nLinks(".code-nodes/orders.json/sum/sum.js", "../../../../victim/keys"),
  n8nLinks(".code-nodes/orders.json/sum/sum.node.json", "../../../../victim/keys"),
  n8nLinks(".code-nodes/orders.json/sum/n8n.luxon.d.ts", "../../../../victim/new"),
  n8nLinks(".code-nodes/orders.json/n8n.luxon.d.ts", "../../../victim/new"),
  n8nLinks(".code-nodes/orders.json/n8n.nodes.d.ts", "../../../victim/keys"),
  n8nLinks(".code-nodes/orders.json/count/__builtins__.pyi", "../../../../victim/keys"),
  n8nLinks(".code-nodes/orders.json/...js", "../../../victim/keys"),
  attempt(
    "a workflow in a linked folder",
    ({ link }) => link("flows", "../mine"),
    ["edit flows/flow.yml", "save flows/flow.yml"],
    /flows leads out of .* by a link, to .*mine\. Take the path there/,
  ),
  attempt(
    "a linked folder in a repository",
    ({ link, write }) => {
      write(".git/HEAD", "");
      link("flows", "../mine");
    },
    ["edit flows/flow.yml", "save flows/flow.yml"],
  ),
  attempt(
    "a linked folder that is a repository",
    ({ link, root }) => {
      mkdirSync(join(root, "mine", ".git"));
      link("flows", "../mine");
      link("deep/flows", "../../mine");
    },
    ["edit flows/flow.yml", "save flows/flow.yml", "edit deep/flows/flow.yml"],
    /leads out of .* by a link/,
  ),
  attempt(
    "a repository that is a link",
    ({ link, write }) => {
      link(".git", "../victim");
      write("x.py", evil);
      write("x.node.json", mirror("../mine/flow.yml", original));
    },
    ["edit bot.yml", "save x.py"],
  ),
  mirrors("//host/share/flow.yml"),
  mirrors("\\\\host\\share\\flow.yml"),
  mirrors("..\\mine\\flow.yml"),
  mirrors("C:/mine/flow.yml"),
  mirrors("/dev/zero"),
  mirrors("/dev/stdin"),
  mirrors("./../mine/flow.yml"),
  mirrors("sub/../../mine/flow.yml"),
  mirrors("../ws/../mine/flow.yml"),
  mirrors("../../../../../../../../../../../../etc/hosts"),
  mirrors("../mine/flow.yml\0"),
  mirrors("\ud800/../../mine/flow.yml"),
  mirrors("../mine/flow.yml. "),
  mirrors(".. /mine/flow.yml"),
  mirrors("../MINE/flow.yml"),
  mirrors("linked/flow.yml", ({ link }) => link("linked", "../mine")),
  mirrors("linked.yml", ({ link }) => link("linked.yml", "../mine/flow.yml")),
  mirrors("chain.yml", ({ link }) => {
    link("chain.yml", "chain-2.yml");
    link("chain-2.yml", "../mine/flow.yml");
  }),
  mirrors("linked/../../mine/flow.yml", ({ link }) => link("linked", "../victim")),
  mirrors("pipe.yml", ({ pipe }) => pipe("pipe.yml")),
  mirrors("y.py", ({ write }) => {
    write("y.py", probeWorkflow);
    write("y.node.json", mirror("../mine/flow.yml", probeWorkflow));
  }),
  mirrors("bot.yml", ({ link, root }) => {
    rmSync(join(root, "ws", "bot.yml"));
    link("bot.yml", "../mine/flow.yml");
  }),
  attempt("a moved declaration under .code-nodes of another workflow", ({ write }) => {
    write(code, evil);
    write(declaration, mirror("../../../mine/flow.yml", original));
  }),
  attempt(
    "a linked code file beside a good declaration, by the declaration's name",
    ({ link, write }) => {
      link("x.py", "../victim/.bashrc");
      write("x.node.json", mirror("bot.yml", original));
      write("bot.yml", evilWorkflow);
    },
    ["save x.node.json", "save x.py", "save --force x.py", "check x.py", "list x.py"],
  ),
  attempt(
    "a linked declaration beside a code file",
    ({ link, write, root }) => {
      writeFileSync(join(root, "victim", "x.node.json"), mirror("../mine/flow.yml", original));
      link("x.node.json", "../victim/x.node.json");
      write("x.py", evil);
    },
    ["save x.py", "save x.node.json", "check x.py"],
  ),
  attempt(
    "a node file in a linked folder",
    ({ link, root }) => {
      writeFileSync(join(root, "mine", "x.py"), evil);
      writeFileSync(join(root, "mine", "x.node.json"), mirror("flow.yml", original));
      link("lib", "../mine");
    },
    ["save lib/x.py", "save --force lib/x.py", "save lib/x.node.json"],
  ),
  attempt(
    "pipes",
    ({ pipe }) => {
      pipe(declaration);
      pipe(".code-nodes/bot.yml/other.py");
      pipe(`.code-nodes/bot.yml/${lockOf("measure.py")}`);
      pipe(".code-nodes/.gitignore");
    },
    ["edit bot.yml", "save bot.yml", `save ${declaration}`, "save .code-nodes/bot.yml/other.py"],
  ),
  attempt("folders", ({ write }) => {
    write(`${code}/x`, "");
    write(`${declaration}/x`, "");
  }),
  attempt(
    "locks that are folders",
    ({ write }) => {
      write(code, evil);
      write(declaration, mirror("../../bot.yml", original));
      write(`${lockOf("bot.yml")}/x`, "");
      write(`.code-nodes/bot.yml/${lockOf("measure.py")}/x`, "");
    },
    undefined,
    /\.lock is in the way\. Delete it when no program is writing there/,
  ),
  attempt("hard links", ({ hardLink, write }) => {
    write("bot.yml", evilWorkflow);
    hardLink(code, "victim/.bashrc");
    write(declaration, mirror("../../bot.yml", original));
    hardLink(".code-nodes/.gitignore", "victim/keys");
  }),
  attempt(
    "hard-linked workflow and declaration",
    ({ hardLink, write, root }) => {
      writeFileSync(join(root, "mine", "x.json"), mirror("../../bot.yml", original));
      rmSync(join(root, "ws", "bot.yml"));
      hardLink("bot.yml", "mine/flow.yml");
      hardLink(declaration, "mine/x.json");
      write(code, evil);
    },
    ["save bot.yml", "edit bot.yml", "format bot.yml", `save --force ${code}`],
  ),
  attempt(
    "a hard-linked companion that looks like ours",
    ({ hardLink, root }) => {
      writeFileSync(join(root, "mine", "jsconfig.json"), "// Written by Code Nodes, and written anew.\n{}");
      hardLink(".code-nodes/orders.json/sum/jsconfig.json", "mine/jsconfig.json");
    },
    ["edit orders.json", "save orders.json"],
  ),
  attempt(
    "titles that are paths",
    ({ write }) => {
      for (const [index, title] of ["../../../victim/x", "..", ".", "C:\\\\x", "/tmp/x", "~", "a/b", "..."].entries()) {
        write(`t${index}.yml`, probeWorkflow.replace("title: Measure", `title: "${title}"`));
      }
    },
    Array.from({ length: 8 }, (_, index) => `edit t${index}.yml`),
  ),
  attempt(
    "workflows that are named like folders",
    ({ write }) => {
      for (const name of ["...yml", "..json", ".code-nodes.yml", ".gitignore", "a\\..\\..\\b.yml"]) {
        write(name, probeWorkflow);
      }
    },
    ["edit ...yml", "edit ..json", "edit .gitignore", "edit .code-nodes.yml", "edit a\\..\\..\\b.yml"],
  ),
  attempt(
    "format beside a linked lock",
    ({ link, write }) => {
      write("bot.yml", evilWorkflow);
      link(lockOf("bot.yml"), "../victim/keys");
      link(unfinishedOf("bot.yml"), "../victim/keys");
    },
    ["format bot.yml", "format --check bot.yml"],
    /is in the way/,
  ),
  attempt(
    "an existing name that is only dots",
    ({ write }) => {
      write(".code-nodes/orders.json/...js", "x");
      write(".code-nodes/orders.json/...node.json", mirror("../../orders.json", n8nCode, "n1", "n8n"));
      write(".code-nodes/orders.json/.../x.js", "x");
    },
    ["edit orders.json", "save orders.json"],
  ),
  attempt("other capitals", ({ link }) => link(".Code-Nodes", "../victim"), ["edit bot.yml", "save bot.yml"]),
];

for (const [kind, attempts] of [
  ["seen before", known],
  ["of our own", own],
] as const) {
  test(`nothing outside of the folder is written: attempts ${kind}`, { skip }, async (t) => {
    const evidence: string[] = [];
    for (const { name, prepare, commands, says } of attempts) {
      await t.test(name, async () => {
        const stranger = strangersFolder();
        try {
          prepare(stranger);
          const before = stateOutside(stranger.root);
          let said = "";
          for (const command of commands) said += await given(stranger, ...command.split(/ (?!$)/));
          if (stateOutside(stranger.root) !== before) evidence.push(name);
          assert.equal(stateOutside(stranger.root), before);
          if (says) assert.match(said, says);
        } finally {
          stranger.remove();
        }
      });
    }
    assert.deepEqual(evidence, []);
  });
}

test("there are as many attempts as it takes", () => {
  assert.ok(known.length >= 9 && own.length >= 30, `${known.length} and ${own.length}`);
});

test("a link to another folder of the same workspace is not followed either", { skip }, async () => {
  const stranger = strangersFolder();
  try {
    stranger.write("other/keep.txt", "mine");
    stranger.link(".code-nodes", "other");
    assert.match(await given(stranger, "edit", "bot.yml"), /^2 \.code-nodes is a link, .* Delete the link\./);
    assert.equal(stateOf(stranger.at("other")).split("\n").length, 1);
  } finally {
    stranger.remove();
  }
});

test("checking and listing write nothing at all", { skip }, async () => {
  const stranger = strangersFolder();
  try {
    await given(stranger, "edit", "bot.yml");
    stranger.write("bot.yml", evilWorkflow);
    const before = stateOf(stranger.root);
    for (const command of ["check", "list"]) {
      for (const path of ["bot.yml", "orders.json", code]) await given(stranger, command, path);
    }
    assert.equal(stateOf(stranger.root), before);
  } finally {
    stranger.remove();
  }
});

test("running writes nothing beside a workflow, and nothing elsewhere", { skip }, () => {
  const stranger = strangersFolder();
  try {
    stranger.write("x.py", evil);
    stranger.write("x.node.json", mirror("bot.yml", original));
    stranger.link(".code-nodes", "../victim");
    stranger.link("linked.py", "../victim/.bashrc");
    stranger.write("linked.node.json", mirror("bot.yml", original));
    const before = stateOf(stranger.root);
    for (const path of ["bot.yml", "x.py", "linked.py"]) {
      const run = [resolve("dist/cli.js"), "run", path, "--inputs", '{"text": "a"}'];
      const { status, stderr } = spawnSync(process.execPath, run, { cwd: stranger.at(""), encoding: "utf8" });
      assert.notEqual(status, null, stderr);
      assert.equal(stateOf(stranger.root), before, path);
    }
  } finally {
    stranger.remove();
  }
});

test("a user's own file beside a node file is left alone; ours is kept up", async () => {
  const stranger = strangersFolder();
  try {
    await given(stranger, "edit", "orders.json");
    const folder = ".code-nodes/orders.json/sum/";
    // A node file that was moved into a project, which has a file of that name.
    const own = '{ "compilerOptions": { "strict": true } }\n';
    stranger.write("src/jsconfig.json", own);
    stranger.write("src/sum.js", "return [1];");
    stranger.write("src/sum.node.json", mirror("../orders.json", n8nCode, "n1", "n8n"));
    assert.match(await given(stranger, "save", "src/sum.js"), /^0 saved/);
    assert.equal(readFileSync(stranger.at("src/jsconfig.json"), "utf8"), own);
    assert.equal(existsSync(stranger.at("src/n8n.names.d.ts")), false);

    const config = stranger.at(`${folder}jsconfig.json`);
    const ours = readFileSync(config, "utf8");
    assert.match(ours, /^\/\/ Written by Code Nodes, and written anew with the node\.\n\{\n/);
    // As earlier versions wrote it, and as somebody has spoilt it.
    for (const text of [ours.slice(ours.indexOf("\n") + 1), `${ours}\n`]) {
      writeFileSync(config, text);
      await given(stranger, "edit", "orders.json");
      assert.equal(readFileSync(config, "utf8"), ours);
    }
    for (const text of [own, `${ours.slice(ours.indexOf("\n") + 1)} `, ""]) {
      writeFileSync(config, text);
      await given(stranger, "edit", "orders.json");
      await given(stranger, "save", "orders.json");
      assert.equal(readFileSync(config, "utf8"), text);
    }
  } finally {
    stranger.remove();
  }
});

test("a lock of a process that runs, with a time that is yet to come, costs two seconds", async () => {
  const stranger = strangersFolder();
  try {
    await given(stranger, "edit", "bot.yml");
    stranger.write(code, evil);
    stranger.write(lockOf("bot.yml"), "1 x");
    const far = Date.now() / 1000 + 1_000_000;
    utimesSync(stranger.at(lockOf("bot.yml")), far, far);
    assert.match(
      await given(stranger, "save", "bot.yml"),
      /^2 unusable .*\n {2}Cannot write bot\.yml: .*\.lock is in the way\. Delete it when no program is writing there\./,
    );
    rmSync(stranger.at(lockOf("bot.yml")));
    assert.match(await given(stranger, "save", "bot.yml"), /^0 saved/);
  } finally {
    stranger.remove();
  }
});

test("a workflow that the user names may be a link, and stays one", { skip }, async () => {
  const stranger = strangersFolder();
  try {
    stranger.link("mine.yml", "../mine/flow.yml");
    assert.match(await given(stranger, "edit", "mine.yml"), /^0 created/);
    stranger.write(".code-nodes/mine.yml/measure.py", evil);
    const alone = await given(stranger, "save", ".code-nodes/mine.yml/measure.py");
    assert.match(alone, /^2 unusable .*\n {2}mine\.yml lies outside of .*, or name the workflow itself\./);
    assert.match(await given(stranger, "save", "mine.yml"), /^0 saved/);
    assert.match(readFileSync(join(stranger.root, "mine", "flow.yml"), "utf8"), /evil/);
    assert.equal(existsSync(join(stranger.root, "mine", ".code-nodes")), false);
  } finally {
    stranger.remove();
  }
});

test("a link that is put there while it is watched is not followed", { skip }, async () => {
  const stranger = strangersFolder();
  const program = spawn(process.execPath, [resolve("dist/cli.js"), "edit", "bot.yml", "--watch"], {
    cwd: stranger.at(""),
  });
  let said = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
  }
  const ended = new Promise((done) => program.once("exit", done));
  const until = async (isDone: () => boolean) => {
    for (let tries = 0; tries < 600 && !isDone(); tries++) await wait(50);
    assert.ok(isDone(), said);
  };
  try {
    await until(() => said.includes("Watching"));
    const before = stateOutside(stranger.root);
    rmSync(stranger.at(code));
    symlinkSync("../../../victim/.bashrc", stranger.at(code));
    stranger.write("bot.yml", evilWorkflow);
    await until(() => /unusable[\s\S]*measure\.py is a link/.test(said));
    assert.equal(stateOutside(stranger.root), before);
    // The whole folder of node files, in one step.
    rmSync(stranger.at(code));
    stranger.write(code, original);
    symlinkSync("../victim", stranger.at("swapped"));
    renameSync(stranger.at(".code-nodes"), stranger.at("away"));
    renameSync(stranger.at("swapped"), stranger.at(".code-nodes"));
    stranger.write("bot.yml", probeWorkflow.replace("print(text)", "print('worse')"));
    await ended;
    assert.equal(stateOutside(stranger.root), before);
  } finally {
    program.kill();
    await ended;
    stranger.remove();
  }
});
