import { readSource, type SourceReading } from "../sources/source-file.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import type { FileStore } from "./file-store.ts";

/** Workflows of one store as they were read last, for work on many of their node files. Paths are theirs. */
export interface SeenWorkflows {
  /**
   * Undefined when there is no such file. "now": as it is at this moment, which is to be known before anything is
   * written; else as it was when it was looked at first. Rejects with `FileProblem` as the store does.
   */
  look(path: string, when: "now" | "before"): Promise<SeenWorkflow | undefined>;
  /** It was written: the next look is at what it holds then. */
  forget(path: string): void;
  /** Folders whose shared companions have been seen to. */
  readonly tended: Set<string>;
}

export interface SeenWorkflow {
  readonly text: string;
  /** Undefined when it holds no Code nodes. */
  readonly read?: SourceReading;
  /** By their ids. */
  readonly nodes: ReadonlyMap<string, CodeNode>;
}

export function seenWorkflows(store: FileStore): SeenWorkflows {
  const seen = new Map<string, SeenWorkflow>();
  return {
    tended: new Set(),
    async look(path, when) {
      const before = seen.get(path);
      if (before && when === "before") return before;
      seen.delete(path);
      const text = await store.read(path, "workflow");
      if (text === undefined) return undefined;
      const now = before?.text === text ? before : readWorkflow(path, text);
      seen.set(path, now);
      return now;
    },
    forget: (path) => {
      seen.delete(path);
    },
  };
}

function readWorkflow(path: string, text: string): SeenWorkflow {
  const read = readSource({ path, text });
  const nodes = new Map<string, CodeNode>();
  for (const node of read?.reading.nodes ?? []) if (!nodes.has(node.id)) nodes.set(node.id, node);
  return { text, ...(read && { read }), nodes };
}
