import type { PyodideInterface } from "pyodide";
import { type PackageAsset, readAsset } from "./realm-host.ts";

/** What a worker gets to install; JSON, because only text crosses into the realm. */
export interface PackageInstallation {
  readonly files: readonly { readonly name: string; readonly installTo: "site" | "dynlib" }[];
  /** To import ahead of the user's code. */
  readonly modules: readonly string[];
}

/** The part of Pyodide that unpacks an archive and loads the native libraries in it. */
export interface PackageInstaller {
  install(
    archive: Uint8Array,
    fileName: string,
    folder: string,
    metadata: ReadonlyMap<string, string> | undefined,
  ): Promise<void>;
  readonly package_loader: { get_install_dir(target: string): string };
}

/** Before the gate is locked: native libraries can be loaded only now. */
export async function installPackages(
  installer: PackageInstaller,
  installation: string,
): Promise<PackageInstallation | undefined> {
  if (installation === "") return undefined;
  const parsed = JSON.parse(installation) as PackageInstallation;
  for (const [at, { name, installTo }] of parsed.files.entries()) {
    const archive = readAsset(packageAsset(at));
    const folder = installer.package_loader.get_install_dir(installTo);
    // What cannot be installed must not keep Python from starting: the code's own import says what is missing.
    await installer.install(archive, name, folder, undefined).catch(() => {});
  }
  return parsed;
}

/** After the ways to JavaScript are hidden, so that no package takes one of them along. */
export function importPackages(pyodide: PyodideInterface, installation: PackageInstallation | undefined): void {
  if (!installation) return;
  const modules = JSON.stringify(JSON.stringify(installation.modules));
  pyodide.runPython(`
import code_nodes_packages, json
code_nodes_packages.load(json.loads(${modules}))
globals().clear()
`);
}

export function packageAsset(at: number): PackageAsset {
  return `package-${at}`;
}
