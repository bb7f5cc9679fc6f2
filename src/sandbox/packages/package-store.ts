import { isAbsolute, join } from "node:path";
import { createTurnstile } from "../turnstile.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { downloadPackages } from "./package-download.ts";
import { readPackageFile } from "./package-files.ts";
import type { LockedPackage } from "./package-lock.ts";
import { DownloadCancelled, type PackageOptions, PackageProblem } from "./package-options.ts";

/** Comes by the files of packages: from the folder that the user named, the cache, a mirror, or Pyodide's own place. */
export interface PackageStore {
  /**
   * The content of every file, in shared memory, in the order asked for; each has just been compared with the lock
   * file's hash. Throws `PackageProblem` for what cannot be had, and `DownloadCancelled`.
   */
  obtain(wanted: readonly LockedPackage[], signal: AbortSignal): Promise<readonly Uint8Array[]>;
}

export type PackageStoreOptions = Omit<PackageOptions, "lockText" | "defaultAddress"> & {
  /** Where downloaded files are kept; need not exist yet. Without it they are kept in memory. */
  readonly cacheFolder?: string | undefined;
  readonly defaultAddress: string;
};

export function createPackageStore(options: PackageStoreOptions): PackageStore {
  const { source, sourceName, desk, cacheFolder, defaultAddress } = options;
  const inMemory = new Map<string, Uint8Array>();
  // What one run downloads the next finds in the cache: nobody is asked twice, and nothing fetched twice.
  const oneAtATime = createTurnstile(1);

  return {
    async obtain(wanted, signal) {
      const named = readSource(source(), sourceName);
      const found = await findAll(wanted, named);
      if (found.size < wanted.length) await oneAtATime(() => complete(wanted, named, found, signal));
      return wanted.map((each) => {
        const content = found.get(each);
        if (!content) throw new Error(`${each.fileName} was neither found nor downloaded.`);
        return content;
      });
    },
  };

  /** Looks again first: another run may have downloaded meanwhile what is missing. */
  async function complete(
    wanted: readonly LockedPackage[],
    named: NamedSource,
    found: Map<LockedPackage, Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    for (const [each, content] of await findAll(
      wanted.filter((each) => !found.has(each)),
      named,
    ))
      found.set(each, content);
    const missing = wanted.filter((each) => !found.has(each));
    if (missing.length > 0) await download(missing, named, found, signal);
  }

  async function findAll(
    wanted: readonly LockedPackage[],
    named: NamedSource,
  ): Promise<Map<LockedPackage, Uint8Array>> {
    const found = new Map<LockedPackage, Uint8Array>();
    for (const each of wanted) {
      const content = await find(each, named);
      if (content) found.set(each, content);
    }
    return found;
  }

  async function find(wanted: LockedPackage, named: NamedSource): Promise<Uint8Array | undefined> {
    const inFolder = named.kind === "folder" ? await readPackageFile(named.folder, wanted) : undefined;
    if (inFolder?.kind === "verified") return inFolder.bytes;
    const cached = await readCached(wanted);
    if (cached) return cached;
    if (named.kind !== "folder" || !inFolder) return undefined;
    throw new PackageProblem(
      inFolder.kind === "absent"
        ? `The code needs ${titleOf(wanted)}, but ${named.folder} (${sourceName}) has no ${wanted.fileName}. Put that file there, or take the folder out of ${sourceName} to download it.`
        : `${wanted.fileName} in ${named.folder} (${sourceName}) was not used: ${inFolder.reason}. Replace it with the file of Pyodide's own release.`,
    );
  }

  /** A spoilt file of the cache counts as missing; a download replaces it. */
  async function readCached(wanted: LockedPackage): Promise<Uint8Array | undefined> {
    if (cacheFolder === undefined) return inMemory.get(wanted.sha256);
    const reading = await readPackageFile(cacheFolder, wanted);
    return reading.kind === "verified" ? reading.bytes : undefined;
  }

  async function download(
    missing: readonly LockedPackage[],
    named: NamedSource,
    found: Map<LockedPackage, Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) throw new DownloadCancelled();
    const address = named.kind === "mirror" ? named.address : defaultAddress;
    const remedy =
      named.kind === "mirror"
        ? `Look at ${sourceName}, or name a folder that holds the file there.`
        : `Try again when ${new URL(address).host} can be reached, or name a folder or a mirror that has the file in ${sourceName}.`;
    const packages = missing.map(titleOf);
    const offer = { packages, address, isNamedByUser: named.kind === "mirror", signal };
    const answer = await desk(offer, (watch) =>
      downloadPackages({
        packages: missing,
        address,
        remedy,
        watch: { ...watch, signal: watch.signal ? AbortSignal.any([watch.signal, signal]) : signal },
        take: async (each, content) => {
          const shared = new Uint8Array(new SharedArrayBuffer(content.length));
          shared.set(content);
          found.set(each, shared);
          await keep(each, shared);
        },
      }),
    );
    if (signal.aborted) throw new DownloadCancelled();
    if (answer.kind === "declined") {
      throw new PackageProblem(
        `The code needs ${listed(packages)}, which ${packages.length === 1 ? "is" : "are"} not on this machine. ${answer.remedy}`,
      );
    }
  }

  /** A cache that cannot be written costs the next download, not the run. */
  async function keep(each: LockedPackage, content: Uint8Array): Promise<void> {
    if (cacheFolder === undefined) inMemory.set(each.sha256, content);
    else await writeWholeFile(join(cacheFolder, each.fileName), content).catch(() => {});
  }
}

type NamedSource =
  | { readonly kind: "none" }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "mirror"; readonly address: string };

function readSource(text = "", sourceName: string): NamedSource {
  const given = text.trim();
  if (given === "") return { kind: "none" };
  if (/^https?:\/\//i.test(given) && URL.canParse(given)) return { kind: "mirror", address: given };
  if (isAbsolute(given)) return { kind: "folder", folder: given };
  throw new PackageProblem(
    `"${given}" (${sourceName}) is neither an absolute path nor an address that begins with https:// or http://. Name a folder or a mirror that has Pyodide's packages.`,
  );
}

function titleOf({ name, version }: LockedPackage): string {
  return `${name} ${version}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
