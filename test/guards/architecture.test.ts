import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as ts from "typescript-5";

// The tables of ARCHITECTURE.md, compared with what the files import and with what there is.

const document = readFileSync("ARCHITECTURE.md", "utf8");
const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const packages = Object.keys({ ...dependencies, ...devDependencies });

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => `src/${path.replaceAll("\\", "/")}`)
  .filter((path) => /\.(?:ts|js|css)$/.test(path));
const imports = files.flatMap(importsOf);

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
  assert.deepEqual(knownBy("## Who may know whom"), importedBy("src"));
});

test("a room of the core knows the rooms that the table says, all of them above it in the table, and no other", () => {
  const known = knownBy("## The rooms of the core");
  assert.deepEqual(known, importedBy("src/core"));
  assertStraight(known);
});

test("a room of a dialect knows the rooms that the table says, all of them above it in the table, and no other", () => {
  const known = knownBy("## The rooms of the dialects");
  const platforms = new Set(files.flatMap((file) => roomOf("src/core/dialects", file) ?? []));
  assert.deepEqual(known, Object.assign({}, ...[...platforms].map(importedBy)));
  assertStraight(known);
});

test("no dialect knows another", () => {
  const known = importedBy("src/core/dialects");
  for (const [dialect, others] of Object.entries(known)) assert.deepEqual(others, [], dialect);
});

test("what the table of invariants names as a guard is there", () => {
  const paths = rowsBelow("## Invariants").flatMap(([, guard]) => quoted(guard).filter((name) => /[/.]/.test(name)));
  const places = paths.filter((path) => path !== ".vsix");
  assert.ok(places.length > 50);
  assert.deepEqual(
    places.filter((path) => !existsSync(path)),
    [],
  );
});

/** By the table below the heading: for each folder, those of the same house that it imports. */
function knownBy(heading: string): Readonly<Record<string, readonly string[]>> {
  const rows = rowsBelow(heading).map(([folder = "", others]) => [
    quoted(folder)[0],
    quoted(others)
      .filter((other) => other.startsWith("src/"))
      .sort(),
  ]);
  return Object.fromEntries(rows);
}

/** The same by the imports, for the folders that lie in `house`. */
function importedBy(house: string): Readonly<Record<string, readonly string[]>> {
  const rooms = new Set(files.flatMap((file) => roomOf(house, file) ?? []));
  const rows = [...rooms].map((room) => {
    const reached = imports
      .filter(({ file, specifier }) => specifier.startsWith(".") && roomOf(house, file) === room)
      .flatMap(({ file, specifier }) => roomOf(house, new URL(specifier, `file:///${file}`).pathname.slice(1)) ?? [])
      .filter((other) => other !== room);
    return [room, [...new Set(reached)].sort()];
  });
  return Object.fromEntries(rows);
}

/** The folder of `house` that a file lies in; undefined when it lies elsewhere, or beside the folders. */
function roomOf(house: string, file: string): string | undefined {
  const [name, ...rest] = file.startsWith(`${house}/`) ? file.slice(house.length + 1).split("/") : [];
  return rest.length > 0 ? `${house}/${name}` : undefined;
}

/** Who knows only what stands above it in a table is in no circle. */
function assertStraight(known: Readonly<Record<string, readonly string[]>>): void {
  const order = Object.keys(known);
  for (const [place, room] of order.entries()) {
    for (const other of known[room] ?? []) assert.ok(order.indexOf(other) < place, `${room} stands above ${other}`);
  }
}

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
