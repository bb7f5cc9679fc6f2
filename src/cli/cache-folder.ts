import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where the system wants programs to keep what they can make again; need not exist. */
export function cacheFolder(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  return join(systemCacheFolder(platform, env, home), "code-nodes");
}

function systemCacheFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === "win32") return env.LOCALAPPDATA || join(home, "AppData", "Local");
  if (platform === "darwin") return join(home, "Library", "Caches");
  // A relative path is to be ignored: XDG Base Directory Specification.
  const given = env.XDG_CACHE_HOME ?? "";
  return isAbsolute(given) ? given : join(home, ".cache");
}
