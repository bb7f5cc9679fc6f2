// Emscripten's files as JavaScript objects: opening, reading and printing change them, and so does the host's request.

/** The parts of Emscripten's `FS` that hold a state. */
export interface EngineFiles {
  readonly streams: (OpenFile | null | undefined)[];
  /** The first of each chain of nodes. */
  readonly nameTable: (FileNode | null | undefined)[];
  nextInode: number;
  currentPath: string;
  writeFile(path: string, data: string | Uint8Array): void;
}

type State = Record<string, unknown>;

/** `shared`: the position and flags that copies of a descriptor have in common. */
type OpenFile = State & { readonly shared: State };

/** `contents`: the entries of a folder, or a file's bytes, which no gated code can write. */
type FileNode = State & { readonly name_next?: FileNode | null };

/** Gives what puts all of it back as it is now. */
export function rememberFiles(files: EngineFiles): () => void {
  const { nextInode, currentPath } = files;
  const streams = [...files.streams];
  const firstNodes = [...files.nameTable];
  const states = [
    ...streams.flatMap((stream) => (stream ? [stream, stream.shared] : [])),
    ...firstNodes.flatMap(chainFrom).flatMap((node) => (isFolder(node) ? [node, node.contents as State] : [node])),
  ].map((state) => [state, { ...state }] as const);

  return () => {
    for (const [state, before] of states) putBack(state, before);
    putListBack(files.streams, streams);
    putListBack(files.nameTable, firstNodes);
    files.nextInode = nextInode;
    files.currentPath = currentPath;
  };
}

function chainFrom(first: FileNode | null | undefined): readonly FileNode[] {
  const nodes: FileNode[] = [];
  for (let node = first; node; node = node.name_next) nodes.push(node);
  return nodes;
}

function isFolder({ contents }: FileNode): boolean {
  return typeof contents === "object" && contents !== null && !ArrayBuffer.isView(contents);
}

function putBack(state: State, before: State): void {
  for (const name of Object.keys(state)) if (!Object.hasOwn(before, name)) delete state[name];
  for (const name of Object.keys(before)) if (state[name] !== before[name]) state[name] = before[name];
}

function putListBack<Item>(list: Item[], before: readonly Item[]): void {
  list.length = before.length;
  for (const [at, item] of before.entries()) if (list[at] !== item) list[at] = item;
}
