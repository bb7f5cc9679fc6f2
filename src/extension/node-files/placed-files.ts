import * as vscode from "vscode";
import { parentOf } from "../../core/node-files/paths.ts";
import { holds, realPath } from "../../files/boundary.ts";
import {
  type Ground,
  listContained,
  lookAtContained,
  type NamedWorkflow,
  RefusedPlace,
  type Role,
  readContained,
  writeContained,
} from "../../files/contained-files.ts";
import { maxChosenFileBytes } from "../../files/read-chosen-file.ts";
import { maxNamedFileBytes } from "../../files/read-named-file.ts";
import { NotReplaced } from "../../files/replace-file.ts";

/**
 * The files of one place, on a disk or on any other file system of the editor; paths are those of their URIs. Each is
 * looked at before it is read or written: nothing leads out of the workspace folder that it lies in. Rejects with
 * `RefusedPlace`, `NotReplaced` or the file system's error.
 */
export interface PlacedFiles {
  /** Undefined when there is no such file. */
  read(path: string, role: Role): Promise<Uint8Array | undefined>;
  /** Replaces the file that held `before`, or makes it where there was none. */
  write(path: string, role: Role, text: string, before: string | undefined): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  /** Does neither, and says what is there; "shared" is a file that has other names too. */
  lookAt(path: string, role: Role): Promise<"nothing" | "something" | "shared">;
}

/**
 * `folder` is the workflow's own, or that of a node file that was moved elsewhere; `named` a workflow that the user
 * named himself, by its path, with the real one that it had then. Without a workspace folder around it nothing leads out of `folder`.
 */
export function filesAt(place: vscode.Uri, folder: string, named?: NamedWorkflow): PlacedFiles {
  return place.scheme === "file" ? diskFiles(place, folder, named) : otherFiles(place, folder, named?.path);
}

const remedy = "Open a folder that holds both, or put the workflow there.";

function diskFiles(place: vscode.Uri, folder: string, named: NamedWorkflow | undefined): PlacedFiles {
  const pathOf = (path: string): string => place.with({ path }).fsPath;
  const around = vscode.workspace.getWorkspaceFolder(place)?.uri.fsPath;
  const ground: Ground = {
    folder: pathOf(folder),
    boundary: realPath(around ?? pathOf(folder)),
    ...(named && { named: { ...named, path: pathOf(named.path) } }),
    shown: (path) => vscode.workspace.asRelativePath(path, false),
    remedy,
  };
  return {
    read: (path, role) => readContained(ground, pathOf(path), role),
    write: (path, role, text, before) => writeContained(ground, pathOf(path), role, text, before),
    list: (path) => listContained(ground, pathOf(path)),
    lookAt: async (path, role) => {
      const stats = await lookAtContained(ground, pathOf(path), role);
      return stats ? (stats.isFile() && stats.nlink > 1 ? "shared" : "something") : "nothing";
    },
  };
}

/** What such a file system tells of its links is all that can be known there. */
function otherFiles(place: vscode.Uri, folder: string, named: string | undefined): PlacedFiles {
  const uriOf = (path: string): vscode.Uri => place.with({ path });
  const boundary = vscode.workspace.getWorkspaceFolder(place)?.uri.path ?? folder;

  async function lookAt(path: string, role: Role): Promise<"nothing" | "something"> {
    if (path !== named && !holds(role === "workflow" ? boundary : folder, path)) {
      throw new RefusedPlace(`${path} lies outside of ${boundary}, and was left alone. ${remedy}`);
    }
    const seen: string[] = [];
    const below = role === "workflow" ? path : folder;
    for (let each = path; each.length >= below.length && each !== "/"; each = parentOf(each).replace(/\/$/, "")) {
      seen.unshift(each);
    }
    let type: vscode.FileType | undefined;
    for (const each of seen) {
      type = await typeOf(uriOf(each));
      if (type !== undefined && type & vscode.FileType.SymbolicLink && each !== named) {
        throw new RefusedPlace(`${each} is a link, and nothing is read or written through one here. Delete the link.`);
      }
    }
    return type === undefined ? "nothing" : "something";
  }

  async function read(path: string, role: Role): Promise<Uint8Array | undefined> {
    if ((await lookAt(path, role)) === "nothing") return undefined;
    const { size } = await vscode.workspace.fs.stat(uriOf(path));
    const maxBytes = path === named ? maxChosenFileBytes : maxNamedFileBytes;
    if (size > maxBytes) {
      throw new RefusedPlace(
        `${path} cannot be read: it is larger than ${maxBytes / 1024 / 1024} MB. Name a smaller file.`,
      );
    }
    return vscode.workspace.fs.readFile(uriOf(path));
  }

  return {
    lookAt,
    read,
    write: async (path, role, newText, before) => {
      const now = await read(path, role);
      const text = now && new TextDecoder("utf-8", { ignoreBOM: true }).decode(now);
      if (text !== before) throw new NotReplaced("changed");
      await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(newText));
    },
    list: async (path) => {
      if ((await lookAt(path.replace(/\/$/, ""), "beside")) === "nothing") return [];
      const entries = await vscode.workspace.fs.readDirectory(uriOf(path));
      return entries.map(([name, type]) => name + (type === vscode.FileType.Directory ? "/" : "")).sort();
    },
  };
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}
