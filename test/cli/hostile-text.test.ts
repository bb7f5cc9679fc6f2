import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { assertHarmless, oddPieces } from "./odd-text.ts";

// The built command line over a stranger's files, in which every text of their own is as odd as can be.

const odd = oddPieces.join("x");
/** What a file name may hold on every system, and a terminal should not get. */
const oddName =
  process.platform === "win32" ? "odd\u202e\u200b\u009b" : "odd\u001b]0;owned\u0007\r\n✓ Succeeded\u202e\u009b2J##[a]";
const flow = `${oddName}.yml`;
const quoted = JSON.stringify;

/** Runs a program on a terminal of its own. */
const hasScript = spawnSync("script", ["--version"]).error === undefined;

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "code-nodes-hostile-text-"));
  mkdirSync(join(folder, "n8n"));
  writeFileSync(join(folder, flow), difyFlow());
  writeFileSync(join(folder, "n8n", flow.replace(".yml", ".json")), quoted(n8nFlow()));
  writeFileSync(
    join(folder, "odd.env"),
    `CODE_MAX_${odd.replaceAll(/[\r\n]/g, "")}=3\nCODE_MAX_DEPTH="${odd.replaceAll('"', "")}"\n`,
  );
  writeFileSync(join(folder, "escaped.yml"), difyFlow());
  writeFileSync(
    join(folder, "broken.yml"),
    `workflow:\n  graph: { nodes: [ { data: { type: code, title: ${quoted(odd)}, code: [`,
  );
  writeFileSync(
    join(folder, "lone.py"),
    `def main():\n    raise ValueError(${quoted(odd.replaceAll("\ud800", "").replaceAll("\udc00", ""))})\n`,
  );
  writeFileSync(
    join(folder, "lone.node.json"),
    quoted({ dialect: "dify", inputs: { [odd]: { type: odd } }, outputs: { [odd]: { type: "string" } } }),
  );
  writeFileSync(join(folder, "badly.py"), "def main():\n    return {}\n");
  writeFileSync(join(folder, "badly.node.json"), quoted({ dialect: odd, from: { workflow: `${odd}.yml`, node: odd } }));
  writeFileSync(
    join(folder, `${flow}.cases.json`),
    quoted({ cases: [{ node: odd, name: odd, inputs: { [odd]: odd } }] }),
  );
});
after(() => rmSync(folder, { recursive: true, force: true }));

const n8nFile = join("n8n", flow.replace(".yml", ".json"));
const commands: readonly (readonly string[])[] = [
  ["check", flow],
  ["check", flow, "--hints", "--target", "all"],
  ["check", flow, n8nFile, "broken.yml", "lone.py", "badly.py"],
  ["check", flow, "-e", "odd.env"],
  ["list", flow],
  ["list", flow, n8nFile, "lone.py"],
  ["list", "broken.yml"],
  ["run", flow, "--all", "--once"],
  ["run", flow, "--node", "1", "--target", "all"],
  ["run", flow],
  ["run", flow, "--node", odd.replaceAll("\0", "")],
  ["run", flow, "--all", "--case", odd.replaceAll("\0", "")],
  ["run", flow, "--node", "1", "--inputs", `{"${odd.replaceAll("\0", "")}`],
  ["run", n8nFile, "--all", "--once"],
  ["run", "lone.py", "--once"],
  ["edit", flow],
  ["edit", n8nFile],
  ["edit", flow, "--node", odd.replaceAll("\0", "")],
  ["save", flow],
  ["save", "lone.py"],
  ["save", n8nFile, "--node", odd.replaceAll("\0", "")],
  ["format", flow, "--check"],
  ["format", "escaped.yml"],
  ["format", "broken.yml"],
  [odd.replaceAll("\0", ""), flow],
  ["check", `${odd.replaceAll("\0", "")}.yml`],
  ["check", flow, "--target", odd.replaceAll("\0", "")],
  ["check", flow, "-e", odd.replaceAll("\0", "")],
  ["check", flow, `--${odd.replaceAll("\0", "")}`],
  ["check", flow, "--format", odd.replaceAll("\0", "")],
  ["run", flow, "--timeout", odd.replaceAll("\0", "")],
  ["run", flow, "--packages", odd.replaceAll("\0", ""), "--node", "1", "--once"],
];
for (const [index, args] of commands.entries()) {
  test(`what ${args[0]?.slice(0, 8).replaceAll(/\P{L}/gu, "?")} (${index}) prints is harmless`, () => {
    for (const format of isUsage(args) ? [[]] : [[], ["--format", "json"]]) {
      const { stdout, stderr, status } = spawnSync(process.execPath, [resolve("dist/cli.js"), ...args, ...format], {
        cwd: folder,
        encoding: "utf8",
      });
      assert.notEqual(stdout + stderr, "", `exit code ${status}`);
      assertHarmless(stdout);
      assertHarmless(stderr);
      assert.doesNotMatch(stdout + stderr, /\n\s+at .*cli\.js/, "an answer, no crash");
      for (const line of format.length > 0 ? [] : stdout.split("\n"))
        assert.doesNotMatch(line, /^(?:x|FAKE|owned)|^✓ Succeeded$/);
      if (format.length > 0 && stdout !== "") assertJson(stdout);
    }
  });
}

test("on a terminal, this program's colours are the only escapes", {
  skip: process.platform !== "linux" || !hasScript,
}, () => {
  for (const args of [
    ["list", flow],
    ["check", flow, n8nFile],
    ["run", flow, "--all", "--once"],
    ["edit", flow],
  ]) {
    const words = [process.execPath, resolve("dist/cli.js"), ...args].map((word) => `'${word}'`).join(" ");
    const env = { ...process.env, TERM: "xterm" };
    const { stdout } = spawnSync("script", ["-qec", words, "/dev/null"], { cwd: folder, encoding: "utf8", env });
    // The terminal writes each of our line ends with a carriage return.
    const text = stdout.replaceAll("\r\n", "\n");
    assert.match(text, /\[(?:1|3\d|90)m/);
    assertHarmless(text, { colours: true });
  }
});

/** Arguments that are refused are so in both formats. */
function isUsage(args: readonly string[]): boolean {
  return args.some((arg) => arg.includes(odd.replaceAll("\0", "")));
}

/** Python's dialect: only `NaN` and the like are not JSON's. */
function assertJson(text: string): void {
  JSON.parse(text.replaceAll(/: (?:NaN|-?Infinity)/g, ": null"));
}

function difyFlow(): string {
  const code = `def main(text=None, **rest):\n    import sys\n    print(${quoted(unpaired(odd))})\n    print(${quoted(unpaired(odd))}, file=sys.stderr)\n    return {"size": ${quoted(unpaired(odd))}, ${quoted(unpaired(odd))}: 1}\n`;
  const raising = `def main(**rest):\n    class E(Exception): pass\n    E.__name__ = ${quoted(unpaired(odd).replaceAll("\0", ""))}\n    raise E(${quoted(unpaired(odd))})\n`;
  const script = `function main() { console.log(${quoted(odd)}); throw new Error(${quoted(odd)}) }`;
  const node = (id: string, title: string, language: string, text: string) => ({
    data: {
      type: "code",
      title,
      code: text,
      code_language: language,
      outputs: { size: { type: "string", children: null }, [unpaired(odd)]: { type: "string", children: null } },
      variables: [
        { variable: "text", value_selector: ["9", unpaired(odd)] },
        { variable: unpaired(odd), value_selector: ["8", "y"] },
      ],
    },
    id,
  });
  const nodes = [
    node("1", unpaired(odd), "python3", code),
    node(unpaired(odd), unpaired(odd), "python3", raising),
    node("3", "✓ Succeeded\n✓ Succeeded", "javascript", script),
    node("4", unpaired(odd), unpaired(odd), "?"),
  ];
  return quoted({
    app: { mode: "workflow", name: unpaired(odd) },
    kind: "app",
    version: "0.3.0",
    workflow: { graph: { edges: [], nodes } },
  });
}

function n8nFlow(): object {
  const node = (id: string, name: string, parameters: object) => ({
    id,
    name,
    type: "n8n-nodes-base.code",
    typeVersion: 2,
    position: [0, 0],
    parameters,
  });
  return {
    name: odd,
    nodes: [
      node("1", odd, {
        jsCode: `console.log(${quoted(odd)});\nreturn [{ json: { ${quoted(odd)}: ${quoted(odd)}, b: $(${quoted(odd)}) } }];`,
      }),
      node(odd, `${odd}2`, { jsCode: `const e = new Error(${quoted(odd)}); e.name = ${quoted(odd)}; throw e;` }),
      node("3", "✓ Succeeded\n✓ Succeeded", { jsCode: `return [{ json: { a: ${quoted(odd)} }, ${quoted(odd)}: 1 }]` }),
      node("4", `${odd}4`, { language: "pythonNative", pythonCode: `raise Exception(${quoted(unpaired(odd))})` }),
    ],
    connections: {},
    pinData: { [odd]: [{ json: { [odd]: odd } }] },
  };
}

/** Python's and YAML's readers take no half of a character. */
function unpaired(text: string): string {
  return text.replaceAll(/[\ud800-\udfff](?![\udc00-\udfff])/g, (unit, at: number) =>
    (text.codePointAt(at - 1) ?? 0) > 0xffff ? unit : "",
  );
}
