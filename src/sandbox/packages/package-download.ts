import { createTurnstile } from "../turnstile.ts";
import { isWanted } from "./package-files.ts";
import type { LockedPackage } from "./package-lock.ts";
import { DownloadCancelled, type DownloadWatch, PackageProblem } from "./package-options.ts";

export interface PackageDownload {
  readonly packages: readonly LockedPackage[];
  /** Of the folder that holds the files. */
  readonly address: string;
  /** What the user can do when a file cannot be had; a sentence. */
  readonly remedy: string;
  readonly watch: DownloadWatch;
  /** Gets each file as soon as it has arrived and been verified. */
  readonly take: (wanted: LockedPackage, content: Uint8Array) => Promise<void>;
}

const filesAtOnce = 3;
/** How long a server may stay silent. */
const patienceMs = 30_000;
/** Far above every package there is; a server must not fill the memory. */
const maxFileBytes = 512 * 1024 * 1024;

/** Downloads every file, or throws `PackageProblem` or `DownloadCancelled`; files that arrived before are kept. */
export async function downloadPackages({ packages, address, remedy, watch, take }: PackageDownload): Promise<void> {
  const giveUp = new AbortController();
  const cancel = () => giveUp.abort(new DownloadCancelled());
  watch.signal?.addEventListener("abort", cancel);
  if (watch.signal?.aborted) cancel();
  const turnstile = createTurnstile(filesAtOnce);
  const progress = { filesDone: 0, files: packages.length, bytes: 0, totalBytes: 0 };
  const tell = () => watch.onProgress?.({ ...progress });
  tell();

  const fetchOne = async (wanted: LockedPackage) => {
    giveUp.signal.throwIfAborted();
    const url = addressOf(address, wanted.fileName);
    const content = await fetchFile(url, giveUp.signal, {
      onSize: (bytes) => {
        progress.totalBytes += bytes;
      },
      onBytes: (bytes) => {
        progress.bytes += bytes;
        tell();
      },
    });
    if (!isWanted(content, wanted)) {
      throw new FetchProblem(
        `${url} is not the file that Code Nodes expects: its SHA-256 is another. It was not used and not kept.`,
      );
    }
    await take(wanted, content);
    progress.filesDone += 1;
    tell();
  };

  const fetches = packages.map((wanted) => turnstile(() => fetchOne(wanted)));
  try {
    await Promise.all(fetches);
  } catch (error) {
    giveUp.abort(new DownloadCancelled());
    await Promise.allSettled(fetches);
    if (watch.signal?.aborted) throw new DownloadCancelled();
    throw error instanceof FetchProblem ? new PackageProblem(`${error.message} ${remedy}`) : error;
  } finally {
    watch.signal?.removeEventListener("abort", cancel);
  }
}

function addressOf(address: string, fileName: string): string {
  return `${address.replace(/\/*$/, "/")}${encodeURIComponent(fileName)}`;
}

class FetchProblem extends Error {}

interface FetchWatch {
  onSize(bytes: number): void;
  onBytes(bytes: number): void;
}

async function fetchFile(url: string, signal: AbortSignal, watch: FetchWatch): Promise<Uint8Array> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), patienceMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), patienceMs);
  };
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new FetchProblem(`${url} cannot be had: the server answered ${response.status}.`);
    }
    watch.onSize(Number(response.headers.get("content-length") ?? 0));
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      heard();
      length += chunk.length;
      if (length > maxFileBytes) throw new FetchProblem(`${url} is larger than any package can be.`);
      chunks.push(chunk);
      watch.onBytes(chunk.length);
    }
    return Buffer.concat(chunks, length);
  } catch (error) {
    if (error instanceof FetchProblem || signal.aborted) throw error;
    if (silence.signal.aborted) throw new FetchProblem(`${url} did not arrive: the server fell silent.`);
    throw new FetchProblem(`${url} could not be fetched${reasonOf(error)}.`);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says only that it failed; the cause says why. */
function reasonOf(error: unknown): string {
  const { cause } = Object(error) as { cause?: { code?: unknown; message?: unknown } };
  const reason = cause?.code ?? cause?.message ?? Object(error).message;
  return reason ? ` (${String(reason)})` : "";
}
