/** Where workflows and node files lie: a disk, or an editor's view of it with what is not saved yet. Paths have "/". */
export interface FileStore {
  /**
   * Undefined when there is no such file. Rejects with `FileProblem` when it cannot or may not be read. What is read as
   * a "workflow" was named by a declaration or the user; all else a folder brings along, where nothing is a link.
   */
  read(path: string, role?: "workflow"): Promise<string | undefined>;
  /**
   * Replaces the file, of which `read` gave `before`, whole or not at all; where it gave nothing, makes it, with its
   * folder. Rejects with `FileProblem` when it cannot be written, and with `FileChanged` when something else is there.
   */
  write(path: string, text: string, before: string | undefined): Promise<void>;
  /** Replaces the workflow, of which `read` gave the text `before`. Rejects as `write` does. */
  writeWorkflow(path: string, text: string, before: string): Promise<void>;
  /** As `write`, but not before `other` is written, when what `read` gave of that is only in an editor yet. */
  writeAfter(other: string, path: string, text: string, before: string | undefined): Promise<void>;
  /** Names in a folder, those of folders with "/" at their end; none when it is not there. */
  list(folder: string): Promise<readonly string[]>;
}

/** A file that cannot be read or written; the message names it and the remedy, for the user. */
export class FileProblem extends Error {}

/** The file holds something else than was read from it. */
export class FileChanged extends FileProblem {}

/** However many programs write the same file, each has its turn in that time. */
const patienceMs = 15_000;

/** Does `act` again, which reads the files anew, as long as somebody else has written between its reading and writing. */
export async function withFreshFiles<Result>(act: () => Promise<Result>): Promise<Result> {
  for (const end = Date.now() + patienceMs; ; ) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof FileChanged) || Date.now() > end) throw error;
    }
  }
}
