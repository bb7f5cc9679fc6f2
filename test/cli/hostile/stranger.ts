import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkCommand } from "../../../src/cli/check-command.ts";
import { editCommand } from "../../../src/cli/edit-command.ts";
import { formatCommand } from "../../../src/cli/format-command.ts";
import { listCommand } from "../../../src/cli/list-command.ts";
import { saveCommand } from "../../../src/cli/save-command.ts";
import { readArguments, UsageError } from "../../../src/cli/usage.ts";
import { FileProblem } from "../../../src/core/node-files/file-store.ts";
import { probeWorkflow } from "../../probe-workflow.ts";

export const original = 'def main(text):\n    print(text)\n    return {"size": len(text), "debug": text}\n';
export const n8nCode = "return [];";
const ordersWorkflow = JSON.stringify({
  name: "W",
  nodes: [
    { id: "n1", name: "Sum", type: "n8n-nodes-base.code", typeVersion: 2, parameters: { jsCode: n8nCode } },
    {
      id: "n2",
      name: "Count",
      type: "n8n-nodes-base.code",
      typeVersion: 2,
      parameters: { language: "pythonNative", pythonCode: "return []" },
    },
  ],
  connections: {},
  settings: {},
});

export interface Stranger {
  /** Holds the stranger's folder `ws`, and beside it `victim` and `mine`. */
  readonly root: string;
  readonly write: (path: string, content: string) => void;
  readonly link: (path: string, target: string) => void;
  readonly hardLink: (path: string, target: string) => void;
  readonly pipe: (path: string) => void;
  /** A whole path in the stranger's folder. */
  readonly at: (path: string) => string;
  readonly remove: () => void;
}

/** A stranger's folder with two workflows, and what is the user's beside it. */
export function strangersFolder(): Stranger {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "code-nodes-stranger-")));
  const at = (path: string) => join(root, "ws", path);
  const place = (path: string): string => {
    mkdirSync(dirname(at(path)), { recursive: true });
    return at(path);
  };
  for (const folder of ["ws", "victim", "mine"]) mkdirSync(join(root, folder));
  writeFileSync(at("bot.yml"), probeWorkflow);
  writeFileSync(at("orders.json"), ordersWorkflow);
  writeFileSync(join(root, "victim", ".bashrc"), original);
  writeFileSync(join(root, "victim", "keys"), "secret\n");
  writeFileSync(join(root, "mine", "flow.yml"), probeWorkflow);
  writeFileSync(join(root, "mine", "orders.json"), ordersWorkflow);
  return {
    root,
    at,
    write: (path, content) => writeFileSync(place(path), content),
    link: (path, target) => symlinkSync(target, place(path)),
    hardLink: (path, target) => linkSync(join(root, target), place(path)),
    pipe: (path) => execFileSync("mkfifo", [place(path)]),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A declaration that keeps its file in step with a node. */
export function mirror(workflow: string, code: string, node = "1712", dialect = "dify"): string {
  return JSON.stringify({ dialect, from: { workflow, node, title: "Measure", code } });
}

/** All that lies outside of the stranger's folder: names, kinds, contents, links, permissions and times of files. */
export function stateOutside(root: string): string {
  return stateOf(root, (path) => path === "ws");
}

export function stateOf(folder: string, isLeftOut: (path: string) => boolean = () => false): string {
  const lines: string[] = [];
  const walk = (inside: string): void => {
    for (const name of readdirSync(join(folder, inside)).sort()) {
      const path = join(inside, name);
      if (isLeftOut(path)) continue;
      const stats = lstatSync(join(folder, path));
      const parts = [path, stats.mode.toString(8)];
      if (stats.isFile()) {
        const content = readFileSync(join(folder, path));
        parts.push(createHash("sha256").update(content).digest("hex"), String(stats.mtimeMs));
      }
      if (stats.isSymbolicLink()) parts.push(readlinkSync(join(folder, path)));
      lines.push(parts.join(" "));
      if (stats.isDirectory()) walk(path);
    }
  };
  walk("");
  return lines.join("\n");
}

const commands = {
  edit: editCommand,
  save: saveCommand,
  format: formatCommand,
  check: checkCommand,
  list: listCommand,
} as const;

/** What a command says, given in the stranger's folder; what it cannot do it says in words for the user. */
export async function given({ root }: Stranger, ...argv: readonly string[]): Promise<string> {
  const before = process.cwd();
  process.chdir(join(root, "ws"));
  let said = "";
  try {
    const command = commands[argv[0] as keyof typeof commands];
    const code = await command(readArguments(argv), ({ text }) => {
      said += `${text}\n`;
    });
    return `${code} ${said}`;
  } catch (error) {
    if (error instanceof UsageError || error instanceof FileProblem) return `2 ${said}${error.message}`;
    throw error;
  } finally {
    process.chdir(before);
  }
}
