// How far a path out of a file may lead: the one rule for every read and write of a workflow that a declaration names,
// and of what lies beside a workflow.
import { lstatSync, realpathSync, type Stats } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

const nodeFilesFolderName = ".code-nodes";

/** Where the program looks from; as parameters, so that tests can stand somewhere else. */
export interface Standpoint {
  readonly currentFolder: string;
  readonly homeFolder: string;
}

/**
 * In a terminal: the real path of the innermost of the nearest repository around `folder` and the current folder, if it
 * holds `folder`. A home folder, what lies above it and the root of a file system are too much to be one; without any
 * other it is `folder` itself. `folder` is the workflow's own folder, or that of a node file that was moved elsewhere.
 * Where a link leads out of a repository or the current folder on the way to `folder`, that one is the boundary, and
 * `folder` lies outside of it; without either, that is the folder which holds the link, since it may have come with what
 * the user was sent. Links in the folders that are too much are his own, or the system's.
 *
 * A repository is what its owner takes as one thing; the current folder is where the user has gone on purpose, which
 * nothing that he was sent can choose.
 */
export function terminalBoundary(folder: string, { currentFolder, homeFolder } = here()): string {
  const whole = resolve(folder);
  const real = realPath(whole);
  const home = realPath(homeFolder);
  const isTooMuch = (each: string): boolean => dirname(each) === each || holds(each, home);
  const isAround = holds(currentFolder, whole) || holds(realPath(currentFolder), real);
  // What a link that came along leads out to may be a repository, and is none that the user has gone into.
  const leadsOut = (each: string): string | undefined => {
    const leadsTo = realPath(each);
    return foldersWithLinks(each).find((folder) => !isTooMuch(folder) && !holds(folder, leadsTo));
  };
  const repositories = repositoriesAround(whole).filter((each) => leadsOut(each) === undefined);
  const around = [...repositories, ...(isAround ? [currentFolder] : [])]
    .map(realPath)
    .filter((each) => !isTooMuch(each))
    .sort((one, other) => other.length - one.length);
  const left = around.find((each) => !holds(each, real)) ?? around[0];
  return left ?? leadsOut(whole) ?? real;
}

/**
 * In an editor: the real path of the innermost of the workspace `folders` that hold the code file. Without one, or when
 * that is less: the folder that holds its `.code-nodes`, or the code file's own.
 */
export function editorBoundary(codePath: string, folders: readonly string[]): string {
  const folder = realPath(dirname(resolve(codePath)));
  const own = ownPlace(folder);
  const holding = folders.map(realPath).filter((each) => holds(each, folder));
  const [innermost = own] = holding.sort((one, other) => other.length - one.length);
  return holds(own, innermost) ? own : innermost;
}

/** Whether `path` is `folder` or lies below it; both as they are written. */
export function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * With all links followed and the capitals that the file system has; what is not there yet keeps its name, and so does
 * what is longer than a path may be, at which no file system has anything.
 */
export function realPath(path: string): string {
  const whole = resolve(path);
  if (whole.length > longestPath) return whole;
  for (let there = whole; ; there = dirname(there)) {
    try {
      return resolve(realpathSync.native(there), relative(there, whole));
    } catch {
      if (dirname(there) === there) return whole;
    }
  }
}

/** In characters, each of which takes a byte at least. Windows takes 32,767 of them, all others 4,096 bytes at most. */
const longestPath = sep === "/" ? 4096 : 32_767;

function here(): Standpoint {
  return { currentFolder: process.cwd(), homeFolder: homedir() };
}

function ownPlace(folder: string): string {
  const parts = folder.split(sep);
  const place = parts.lastIndexOf(nodeFilesFolderName);
  return place < 1 ? folder : parts.slice(0, place).join(sep) || sep;
}

function repositoriesAround(folder: string): readonly string[] {
  return [...foldersUpFrom(folder)].filter((each) => statsOf(resolve(each, ".git")) !== undefined);
}

/** The real paths of folders of which the next part of the way to `path` is a link. */
function foldersWithLinks(path: string): readonly string[] {
  return [...foldersUpFrom(path)]
    .filter((each) => statsOf(each)?.isSymbolicLink())
    .map((link) => realPath(dirname(link)))
    .reverse();
}

/** The folder itself, and all above it. */
function* foldersUpFrom(folder: string): Generator<string> {
  for (let each = folder; ; each = dirname(each)) {
    yield each;
    if (dirname(each) === each) return;
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // Nobody may look, or a file stands where a folder is looked for.
  }
}
