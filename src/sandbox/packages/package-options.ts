/** How a sandbox comes by packages; what differs between the editor and the command line. */
export interface PackageOptions {
  /** A folder (absolute) or the address of a mirror (http, https) that the user named; looked at for every run. */
  readonly source: () => string | undefined;
  /** How the user names such a source: "the setting codeNodes.python.packages.source". */
  readonly sourceName: string;
  /** Lets files be downloaded, or not. */
  readonly desk: DownloadDesk;
  /** The text of a lock file in place of the one among the assets. */
  readonly lockText?: string;
  /** Where files are downloaded from when the user named no source; Pyodide's own place unless it is given. */
  readonly defaultAddress?: string;
}

/**
 * Asks for permission as it likes, then calls `download`. Resolves with "done" after that, or with what the user
 * can do instead. What `download` rejects with is passed on.
 */
export type DownloadDesk = (
  offer: DownloadOffer,
  download: (watch: DownloadWatch) => Promise<void>,
) => Promise<DownloadAnswer>;

export type DownloadAnswer = { readonly kind: "done" } | { readonly kind: "declined"; readonly remedy: string };

export interface DownloadOffer {
  /** Names with versions: "numpy 2.4.6". */
  readonly packages: readonly string[];
  readonly address: string;
  /** Whether the user named this very address in a setting or option; otherwise nothing may be fetched unasked. */
  readonly isNamedByUser: boolean;
  /** Aborted when the run is stopped meanwhile. */
  readonly signal: AbortSignal;
}

export interface DownloadWatch {
  /** Cancels the download. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

export interface DownloadProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
  /** Of the files whose size the server has told so far. */
  readonly totalBytes: number;
}

/** Packages cannot be had; the message names what and the remedy, in words for the user. */
export class PackageProblem extends Error {}

/** The user gave up a download, or the run that wanted it. */
export class DownloadCancelled extends Error {}
