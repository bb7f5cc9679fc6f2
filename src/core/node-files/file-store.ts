import type { TextEdit } from "../text/text-edit.ts";

/** Where workflows and node files lie: a disk, or an editor's view of it with what is not saved yet. Paths have "/". */
export interface FileStore {
  /** Whether a text may come back with other line ends than it was written with: an editor makes those of a file alike. */
  readonly unifiesLineEnds: boolean;
  /** Undefined when there is no such file. Rejects when it cannot be read. */
  read(path: string): Promise<string | undefined>;
  /** Replaces the file, whole or not at all, and makes its folder. Rejects when it cannot be written. */
  write(path: string, text: string): Promise<void>;
  /** Changes one place of the text that `read` gave. Rejects when it cannot be written. */
  edit(path: string, text: string, edit: TextEdit): Promise<void>;
  /** Names in a folder, those of folders with "/" at their end; none when it is not there. */
  list(folder: string): Promise<readonly string[]>;
}
