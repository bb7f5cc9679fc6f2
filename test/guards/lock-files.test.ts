import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

type LockedPackage = {
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

  test(`${lockFile} agrees with the package.json beside it`, () => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as LockedPackage;
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"] as const) {
      assert.deepEqual(project?.[kind] ?? {}, manifest[kind] ?? {}, `run npm install in ${folder}: ${kind} differ`);
    }
  });
}
