import { setImmediate as breathe, setTimeout as wait } from "node:timers/promises";
import * as vscode from "vscode";
import { fileKind, passedOverFolders, searchedEndings } from "../../core/node-files/workflow-file-names.ts";
import { declarationPath, languageOfFile } from "../../core/workflow/node-file.ts";
import { type ListedFile, type Look, lookAtFile } from "./look-at-file.ts";

/** The files with code nodes in the workspace, kept up to date while somebody looks. */
export interface Catalogue extends vscode.Disposable {
  /**
   * Those that were found so far, in the order of their paths. The first call begins to read the workspace, and nothing
   * is read before it; while that goes on, `onDidChange` tells of more.
   */
  files(): Promise<readonly ListedFile[]>;
  /** Whether there were more candidates than are looked at. */
  isCutOff(): boolean;
  /** Reads the workspace anew; unchanged files are not read again. */
  refresh(): void;
  /** Nothing is read while nobody looks; what has changed then is read when somebody does. */
  setWatched(isWatched: boolean): void;
  readonly onDidChange: vscode.Event<void>;
}

/** Some seconds' worth of looking. */
const maxCandidates = 3000;
/** A file changes with every key that is pressed in it. */
const quietMs = 300;
const readAtOnce = 8;
/** So long a small workspace may take before its list is shown, and so often a large one shows more. */
const glanceMs = 700;

/** `onBegin` is given the time that the first reading of the whole workspace takes. */
export function createCatalogue(onBegin: (reading: Promise<void>) => void): Catalogue {
  const looks = new Map<string, Look>();
  const changed = new Map<string, vscode.Uri>();
  const emitter = new vscode.EventEmitter<void>();
  const subscriptions: vscode.Disposable[] = [emitter];
  let isWatched = false;
  let wantsAll = true;
  let isCutOff = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  return {
    files,
    isCutOff: () => isCutOff,
    refresh,
    setWatched: (now) => {
      isWatched = now;
      if (wantsAll || changed.size > 0) later();
    },
    onDidChange: emitter.event,
    dispose: () => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };

  async function files(): Promise<readonly ListedFile[]> {
    if (!underWay) {
      follow();
      underWay = update();
      onBegin(underWay);
      const isWhole = underWay.then(() => emitter.fire());
      await Promise.race([isWhole, wait(glanceMs)]);
    }
    return [...looks.values()].flatMap((look) => look.files).sort(byPath);
  }

  function refresh(): void {
    wantsAll = true;
    later();
  }

  function follow(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/*.{${[...searchedEndings, "py", "js"].join(",")}}`);
    const isOurs = ({ uri }: vscode.TextDocument) => uri.scheme !== "output";
    subscriptions.push(
      watcher,
      watcher.onDidCreate(touch),
      watcher.onDidChange(touch),
      watcher.onDidDelete(touch),
      vscode.workspace.onDidChangeTextDocument(({ document }) => isOurs(document) && touch(document.uri)),
      vscode.workspace.onDidCloseTextDocument((document) => touch(document.uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      // A folder that goes takes its files along, and only the folder is told of.
      vscode.workspace.onDidDeleteFiles(refresh),
      vscode.workspace.onDidRenameFiles(refresh),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration("codeNodes")) return;
        looks.clear(); // Targets and what they allow decide about findings.
        refresh();
      }),
    );
  }

  function touch(uri: vscode.Uri): void {
    const candidate = languageOfFile(uri.path) ? uri.with({ path: declarationPath(uri.path) }) : uri;
    if (!fileKind(candidate.path) || !vscode.workspace.getWorkspaceFolder(candidate)) return;
    if (languageOfFile(uri.path) && !looks.has(candidate.toString())) return; // Code without a declaration.
    changed.set(candidate.toString(), candidate);
    later();
  }

  function later(): void {
    if (!isWatched || !underWay) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const before = (underWay ?? Promise.resolve()).catch(() => {}); // Who waited for that one was told.
      underWay = before.then(update).then(() => emitter.fire());
    }, quietMs);
  }

  async function update(): Promise<void> {
    const candidates = wantsAll ? await findCandidates() : [...changed.values(), ...nodeFilesOf(looks)];
    const isWhole = wantsAll;
    wantsAll = false;
    changed.clear();
    if (isWhole) {
      isCutOff = candidates.length > maxCandidates;
      const found = new Set(candidates.map(String));
      for (const key of looks.keys()) if (!found.has(key)) looks.delete(key);
    }
    const waiting = candidates.slice(0, maxCandidates);
    let shownAtMs = performance.now();
    const lookAtNext = async (): Promise<void> => {
      for (let uri = waiting.pop(); uri; uri = waiting.pop()) {
        const look = await lookAtFile(uri, looks.get(uri.toString()));
        looks.set(uri.toString(), look);
        if (look.files.length === 0) continue;
        await breathe(); // Checking takes its time, and others wait for this thread.
        if (performance.now() - shownAtMs < glanceMs) continue;
        shownAtMs = performance.now();
        emitter.fire();
      }
    };
    await Promise.all(Array.from({ length: readAtOnce }, lookAtNext));
  }
}

function findCandidates(): Thenable<vscode.Uri[]> {
  const passedOver = `**/{${passedOverFolders.join(",")}}/**`;
  return vscode.workspace
    .findFiles(`**/*.{${searchedEndings.join(",")}}`, passedOver, maxCandidates + 1)
    .then((uris) => uris.filter(({ path }) => fileKind(path) !== undefined));
}

/** A node file may mirror any workflow, so that it may change with each. */
function nodeFilesOf(looks: ReadonlyMap<string, Look>): readonly vscode.Uri[] {
  return [...looks]
    .filter(([, { files }]) => files.some(({ kind }) => kind === "node-file"))
    .map(([key]) => vscode.Uri.parse(key, true));
}

function byPath(one: ListedFile, other: ListedFile): number {
  return one.uri.path.localeCompare(other.uri.path, undefined, { numeric: true });
}
