import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from "playwright-core";
import { cacheFolder, runNpm } from "./install.ts";

type Chromium = {
  readonly executablePath: string;
  /** A folder of shared libraries to load it with, where the system may lack them. */
  readonly libraries?: string;
};

/** Starts a headless Chromium; the caller closes it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

/** Starts one that other processes use too: each connects to its address. */
export function launchSharedChromium(): Promise<BrowserServer> {
  return chromium.launchServer(launchOptions());
}

/** The browser of that address; closing it closes the own windows alone. */
export function connectToChromium(address: string): Promise<Browser> {
  return chromium.connect(address);
}

function launchOptions(): LaunchOptions {
  const { executablePath, libraries } = findChromium();
  const { LD_LIBRARY_PATH } = process.env;
  const loadPath = [libraries, LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return {
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: loadPath } : {}) } as Record<string, string>,
  };
}

/** The CHROMIUM of the environment, an installed browser, Debian's package, or one unpacked from npm: the first there is. */
export function findChromium(): Chromium {
  const { CHROMIUM: named } = process.env;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    return { executablePath: named };
  }
  const isUnpacked = existsSync(unpackedFolder());
  const executablePath = installedBrowser() ?? (isUnpacked ? undefined : installWithApt());
  return executablePath ? { executablePath } : unpackFromNpm();
}

const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const macBrowsers = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

function installedBrowser(): string | undefined {
  const { PATH = "" } = process.env;
  const folders = PATH.split(delimiter);
  const onPath = folders.flatMap((folder) => browserNames.map((name) => join(folder, name)));
  return [...onPath, ...macBrowsers].find((path) => existsSync(path));
}

function installWithApt(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=300", ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  console.log("  installing Chromium, once (apt-get install chromium)");
  const packages = ["chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"];
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...packages) ? installedBrowser() : undefined;
}

const npmChromium = {
  name: "@sparticuz/chromium@147.0.0",
  sha512: "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ==",
};

function unpackFromNpm(): Chromium {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "No Chromium was found. Install Chrome or Chromium, or name one in the environment variable CHROMIUM.",
    );
  }
  const folder = unpackedFolder();
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}.tmp`;
    console.log("  unpacking Chromium, once (%s in %s)", npmChromium.name, folder);
    try {
      unpackInto(unfinished);
      if (!existsSync(folder)) renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return { executablePath: join(folder, "chromium"), libraries: join(folder, "lib") };
}

function unpackedFolder(): string {
  return join(cacheFolder(), "chromium-147.0.0");
}

function unpackInto(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const tarball = join(folder, runNpm(["pack", npmChromium.name, "--silent"], folder).trim());
  const sha512 = createHash("sha512").update(readFileSync(tarball)).digest("base64");
  if (sha512 !== npmChromium.sha512) throw new Error(`${npmChromium.name} is not the archive that was expected.`);
  untar(["-xzf", tarball, "-C", folder]);
  const packed = join(folder, "package", "bin");
  const executablePath = join(folder, "chromium");
  writeFileSync(executablePath, brotliDecompressSync(readFileSync(join(packed, "chromium.br"))));
  chmodSync(executablePath, 0o755);
  const libraries = join(folder, "libraries.tar");
  writeFileSync(libraries, brotliDecompressSync(readFileSync(join(packed, "al2023.tar.br"))));
  untar(["-xf", libraries, "-C", folder]);
  for (const done of [tarball, libraries, join(folder, "package")]) rmSync(done, { recursive: true });
}

function untar(args: readonly string[]): void {
  const { status, stderr, error } = spawnSync("tar", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`\`tar ${args.join(" ")}\` failed: ${error?.message ?? stderr}`);
}
