import * as vscode from "vscode";
import type {
  DownloadAnswer,
  DownloadOffer,
  DownloadWatch,
  PackageOptions,
} from "../sandbox/packages/package-options.ts";

const section = "codeNodes.python.packages";
const sourceSetting = `${section}.source`;
const downloadSetting = `${section}.download`;

/** Packages for Python nodes, as the settings say; a download shows its progress and can be cancelled. */
export function packageOptions(): PackageOptions {
  return {
    source: () => setting<string>("source"),
    sourceName: `the setting ${sourceSetting}`,
    desk: async (offer, download) => {
      const declined = offer.isNamedByUser ? undefined : await askUnlessSettled(offer);
      if (declined) return declined;
      await showProgress(offer, download);
      return { kind: "done" };
    },
  };
}

async function askUnlessSettled(offer: DownloadOffer): Promise<DownloadAnswer | undefined> {
  const elsewhere = `name a folder or a mirror that has what is missing in ${sourceSetting}`;
  switch (setting<string>("download")) {
    case "always":
      return undefined;
    case "never":
      return {
        kind: "declined",
        remedy: `The setting ${downloadSetting} forbids the download. Set it to "ask", or ${elsewhere}.`,
      };
    default:
      if (await ask(offer)) return undefined;
      return {
        kind: "declined",
        remedy: `Run the node again to be asked once more for the download, or ${elsewhere}.`,
      };
  }
}

async function ask({ packages, address }: DownloadOffer): Promise<boolean> {
  const accept: vscode.MessageItem = { title: "Download" };
  const decline: vscode.MessageItem = { title: "Not now", isCloseAffordance: true };
  const answer = await vscode.window.showInformationMessage(
    "This node imports Python packages that are not on this machine. Download them once?",
    {
      modal: true,
      detail: `${packages.join(", ")}\n\nFrom ${address}\n\nEach file is compared with its known SHA-256, kept in the extension's storage, and runs inside the sandbox only. Nothing is sent. The setting ${downloadSetting} answers this question for good.`,
    },
    accept,
    decline,
  );
  return answer === accept;
}

async function showProgress(
  { packages }: DownloadOffer,
  download: (watch: DownloadWatch) => Promise<void>,
): Promise<void> {
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Downloading ${packages.join(", ")}`,
      cancellable: true,
    },
    async (progress, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      await download({
        signal: cancel.signal,
        onProgress: ({ filesDone, files, bytes, totalBytes }) => {
          const total = totalBytes >= bytes && totalBytes > 0 ? ` of ${megabytes(totalBytes)}` : "";
          progress.report({ message: `${filesDone} of ${files} files, ${megabytes(bytes)}${total}` });
        },
      });
    },
  );
}

function setting<Value>(name: string): Value | undefined {
  return vscode.workspace.getConfiguration(section).get<Value>(name);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
