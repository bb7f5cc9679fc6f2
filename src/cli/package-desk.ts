import { resolve } from "node:path";
import type { DownloadDesk, PackageOptions } from "../sandbox/packages/package-options.ts";
import { line, say } from "./terminal-text.ts";
import type { CliArguments } from "./usage.ts";

/** Nothing is downloaded that was not asked for on the command line. */
export function packageOptions(
  { packages, downloadsPackages }: CliArguments,
  env: Readonly<Record<string, string | undefined>> = process.env,
): PackageOptions {
  const source = packages ?? env.CODE_NODES_PACKAGES;
  return {
    source: () => source && (isAddress(source) ? source : resolve(source)),
    sourceName: packages === undefined && source ? "the environment variable CODE_NODES_PACKAGES" : "--packages",
    desk: downloadsPackages ? download : offer,
  };
}

const download: DownloadDesk = async ({ packages, address }, start) => {
  say(line`Downloading ${packages.join(", ")} from ${address} …`);
  await start({});
  return { kind: "done" };
};

/** Who names a mirror has asked for its files. */
const offer: DownloadDesk = async (offered, start) => {
  if (offered.isNamedByUser) return download(offered, start);
  return {
    kind: "declined",
    remedy: `Add --download-packages to download it once from ${offered.address}, or name a folder or a mirror that has it with --packages.`,
  };
};

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
