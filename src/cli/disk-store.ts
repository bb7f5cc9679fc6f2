import { dirname } from "node:path";
import { FileChanged, FileProblem, type FileStore } from "../core/node-files/file-store.ts";
import { folderOfNodeFile } from "../core/node-files/paths.ts";
import { realPath, terminalBoundary } from "../files/boundary.ts";
import {
  type Ground,
  listContained,
  RefusedPlace,
  type Role,
  readContained,
  writeContained,
} from "../files/contained-files.ts";
import { NotReplaced } from "../files/replace-file.ts";
import { shown } from "./paths.ts";
import { reasonOf } from "./usage.ts";

/** A workflow that the user names now, and what lies beside it, by whole paths. */
export function storeOfWorkflow(path: string): FileStore {
  return diskStore(groundAt(dirname(path), path));
}

/** A node file that the user named: its workflow is wherever its declaration says, inside of the boundary. */
export function storeOfNodeFile(path: string): FileStore {
  return diskStore(groundAt(folderOfNodeFile(path)));
}

function groundAt(folder: string, named?: string): Ground {
  const remedy = "Give the command in a folder that holds both, or name the workflow itself.";
  const boundary = terminalBoundary(folder);
  return {
    folder,
    boundary,
    ...(named !== undefined && { named: { path: named, real: realPath(named) } }),
    shown,
    remedy,
  };
}

function diskStore(ground: Ground): FileStore {
  const writeAs = (role: Role): FileStore["write"] => {
    return (path, text, before) =>
      writeContained(ground, path, role, text, before).catch((error: unknown) => problem("write", path, error));
  };
  const write = writeAs("beside");
  return {
    read: (path, role) => readText(ground, path, role ?? "beside"),
    write,
    writeWorkflow: writeAs("workflow"),
    writeAfter: (_other, ...given) => write(...given),
    list: (folder) => listContained(ground, folder).catch((error: unknown) => problem("read", folder, error)),
  };
}

async function readText(ground: Ground, path: string, role: Role): Promise<string | undefined> {
  const bytes = await readContained(ground, path, role).catch((error: unknown) => problem("read", path, error));
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileProblem(`Cannot rewrite ${shown(path)}: it is not UTF-8. Save it as UTF-8 first.`);
  }
}

function problem(what: "read" | "write", path: string, error: unknown): never {
  if (error instanceof RefusedPlace) throw new FileProblem(error.message);
  const message = `Cannot ${what} ${shown(path)}: ${reasonOf(error)}`;
  const isChanged = error instanceof NotReplaced && error.reason === "changed";
  throw isChanged ? new FileChanged(`${message} Try again.`) : new FileProblem(message);
}
