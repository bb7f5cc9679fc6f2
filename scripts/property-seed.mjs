// What the property tests make their values from.
import { spawnSync } from "node:child_process";

/** The one that CODE_NODES_SEED names; in CI the commit's, so that a run says the same again; else a new one each time. */
export function propertySeed() {
  const { CODE_NODES_SEED: named, CI } = process.env;
  if (named) return Number(named);
  if (!CI) return Math.floor(Math.random() * 2 ** 31);
  const { status, stdout } = spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
  const sevenDigits = status === 0 ? stdout.slice(0, 7) : "1";
  return Number.parseInt(sevenDigits, 16);
}
