import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as ts from "typescript-5";

// The two tables of ARCHITECTURE.md, compared with what the files import.

const document = readFileSync("ARCHITECTURE.md", "utf8");
const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const packages = Object.keys({ ...dependencies, ...devDependencies });

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const imports = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => `src/${path.replaceAll("\\", "/")}`)
  .filter((path) => /\.(?:ts|js|css)$/.test(path))
  .flatMap(importsOf);

const libraries = rowsBelow("## Libraries")
  .map(([names, , folders]) => ({
    names: quoted(names).filter((name) => packages.includes(name)),
    folders: quoted(folders),
  }))
  .filter(({ names }) => names.length > 0);

test("the table of libraries names every package, and no other", () => {
  const named = rowsBelow("## Libraries").flatMap(([names]) => quoted(names));
  const notOurs = ["node:test", "tzdata"];
  assert.deepEqual(named.filter((name) => !notOurs.includes(name)).sort(), packages.toSorted());
});

test("libraries are imported where the table says, and nowhere else", () => {
  const found = imports.flatMap(({ file, specifier }) => {
    const name = packageOf(specifier);
    return name === undefined ? [] : [{ file, name }];
  });
  assert.ok(found.length > 100);
  for (const { file, name } of found) {
    const folders = libraries.filter(({ names }) => names.includes(name)).flatMap((row) => row.folders);
    assert.ok(
      folders.some((folder) => file.startsWith(`${folder}/`)),
      `${file} imports ${name}`,
    );
  }
  for (const { names, folders } of libraries) {
    for (const folder of folders.filter((each) => each.startsWith("src/"))) {
      const isUsed = found.some(({ file, name }) => names.includes(name) && file.startsWith(`${folder}/`));
      assert.ok(isUsed, `Nothing in ${folder} imports ${names.join(", ")}`);
    }
  }
});

test("a folder knows the folders that the table says, and no other", () => {
  const known = rowsBelow("## Who may know whom").map(([folder = "", others]) => [
    quoted(folder)[0],
    quoted(others)
      .filter((other) => other.startsWith("src/"))
      .sort(),
  ]);
  const found = readdirSync("src").map((name) => {
    const folder = `src/${name}`;
    const reached = imports
      .filter(({ file, specifier }) => file.startsWith(`${folder}/`) && specifier.startsWith("."))
      .map(({ file, specifier }) => new URL(specifier, `file:///${file}`).pathname.split("/").slice(1, 3).join("/"))
      .filter((other) => other.startsWith("src/") && other !== folder);
    return [folder, [...new Set(reached)].sort()];
  });
  assert.deepEqual(Object.fromEntries(known), Object.fromEntries(found));
});

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  const specifiers = file.endsWith(".css")
    ? [...text.matchAll(/@import "([^"]+)"/g)].map(([, specifier = ""]) => specifier)
    : ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return specifiers.map((specifier) => ({ file, specifier }));
}

/** Undefined for files of our own and for Node's modules. */
function packageOf(specifier: string): string | undefined {
  // An alias of the build.
  if (specifier.startsWith("luxon-types/")) return "@types/luxon";
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
  return packages.includes(name) ? name : undefined;
}

function rowsBelow(heading: string): readonly (readonly string[])[] {
  const start = document.indexOf(`\n${heading}`);
  assert.ok(start >= 0, `ARCHITECTURE.md has no heading "${heading}".`);
  const section = document.slice(start + 1).split("\n## ")[0] ?? "";
  const [, , ...rows] = section.split("\n").filter((line) => line.startsWith("| ") || line.startsWith("|-"));
  return rows.map((row) => row.split("|").slice(1, -1));
}

function quoted(text = ""): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}
