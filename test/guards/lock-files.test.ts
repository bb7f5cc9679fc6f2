import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

type LockedPackage = {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

for (const folder of [".", "test/vscode-host"]) {
  const lockFile = join(folder, "package-lock.json");
  const text = readFileSync(lockFile, "utf8");
  const { "": project, ...packages } = (JSON.parse(text) as { packages: Record<string, LockedPackage> }).packages;

  test(`${lockFile} names no registry`, () => {
    const hosts = Object.entries(packages).filter(([, { resolved }]) => resolved?.includes("://"));
    assert.deepEqual(hosts, []);
  });

  test(`${lockFile} pins the content of every package`, () => {
    const own = (name: string, { link }: LockedPackage): boolean => link === true || name.startsWith("stubs/");
    const loose = Object.entries(packages).filter(([name, entry]) => !entry.integrity && !own(name, entry));
    assert.deepEqual(loose, []);
    assert.ok(Object.keys(packages).length > 100);
  });

  // npm leaves out what only other systems need when it writes the file over an installed folder; `npm ci` then fails.
  test(`${lockFile} names every package that any system needs`, () => {
    const missing = Object.entries({ "": project ?? {}, ...packages }).flatMap(([name, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...requiredPeers(entry) })
        .filter((dependency) => !isLocked(name, dependency))
        .map((dependency) => `${name} needs ${dependency}`),
    );
    assert.deepEqual(
      missing,
      [],
      "write the lock file anew in a folder that holds nothing but package.json and .npmrc",
    );
  });

  /** As Node looks for it: in the package's own folder, then in those around it. */
  function isLocked(name: string, dependency: string): boolean {
    const parts = (name && `${name}/`).split("node_modules/");
    return parts.some(
      (_, at) => `${parts.slice(0, at + 1).join("node_modules/")}node_modules/${dependency}` in packages,
    );
  }

  test(`${lockFile} agrees with the package.json beside it`, () => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as LockedPackage;
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"] as const) {
      assert.deepEqual(project?.[kind] ?? {}, manifest[kind] ?? {}, `run npm install in ${folder}: ${kind} differ`);
    }
  });
}

function requiredPeers({ peerDependencies = {}, peerDependenciesMeta = {} }: LockedPackage): object {
  return Object.fromEntries(Object.entries(peerDependencies).filter(([name]) => !peerDependenciesMeta[name]?.optional));
}
