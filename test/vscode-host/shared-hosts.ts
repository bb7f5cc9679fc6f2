import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { connectToChromium, launchSharedChromium } from "./chromium.ts";
import { type ServerPlace, serverAt, startServer } from "./server.ts";

// VS Code with the packed extension and a browser, started once for many test files: each file borrows them, and every
// test has a window and a workspace of its own there. One borrower at a time, since a server has one set of settings.

const folderVariable = "CODE_NODES_SHARED_HOSTS";

type SharedHost = { readonly home: string; readonly port: number; readonly browserAddress: string };

/** Starts that many, for this process's children to borrow. Resolves to what ends them. */
export async function shareHosts(count: number): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "code-nodes-hosts-"));
  const endings: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const end = async (): Promise<void> => {
    delete process.env[folderVariable];
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  try {
    for (let number = 0; number < count; number++) {
      const server = await startServer({ vsix: [packedExtension()] });
      endings.push(server.stop);
      const browser = await launchSharedChromium();
      endings.push(() => browser.close());
      const host: SharedHost = { home: server.home, port: server.port, browserAddress: browser.wsEndpoint() };
      writeFileSync(join(folder, `${number}.free`), JSON.stringify(host));
    }
    process.env[folderVariable] = folder;
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

export type BorrowedHost = {
  readonly server: ServerPlace;
  readonly browser: Browser;
  /** Gives it back. */
  stop(): Promise<void>;
};

/** Undefined where none is free. */
export async function borrowHost(): Promise<BorrowedHost | undefined> {
  const { [folderVariable]: folder } = process.env;
  if (!folder) return undefined;
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".free"))) {
    const free = join(folder, name);
    const taken = free.replace(/free$/, "taken");
    try {
      renameSync(free, taken);
    } catch {
      continue; // Somebody else was quicker.
    }
    const { home, port, browserAddress } = JSON.parse(readFileSync(taken, "utf8")) as SharedHost;
    const browser = await connectToChromium(browserAddress);
    const stop = async (): Promise<void> => {
      await browser.close();
      renameSync(taken, free);
    };
    return { server: serverAt(home, port), browser, stop };
  }
  return undefined;
}

/** The .vsix that `npm run package` made of this version. */
export function packedExtension(): string {
  const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
  const path = resolve(`${name}-${version}.vsix`);
  if (!existsSync(path)) throw new Error(`${path} is missing. Make it with \`npm run package\`.`);
  return path;
}
