import { mkdirSync, writeFileSync } from "node:fs";

/** How one executed case compares with what the platform answered; each is true when both are alike. */
export interface Comparison {
  readonly id: string;
  /** What is counted together, such as a language. */
  readonly group: string;
  readonly status: boolean;
  /** Outputs, items, pairing, error and its words. */
  readonly everything: boolean;
  /** Code, the platform's answer and ours, for whoever mends it. */
  readonly difference?: string;
}

/** Rates of what agrees, in percent, by group and in all. */
export interface Rates {
  readonly cases: number;
  readonly status: number;
  readonly everything: number;
}

/** Also leaves what differs in `test-results`, to be read. */
export function ratesOf(name: string, comparisons: readonly Comparison[]): ReadonlyMap<string, Rates> {
  mkdirSync("test-results", { recursive: true });
  const differing = comparisons.filter(({ everything }) => !everything);
  const texts = differing.map(
    ({ id, status, difference = "" }) => `### ${id}${status ? "" : " (status)"}\n${difference}\n`,
  );
  writeFileSync(`test-results/agreement-${name}.txt`, texts.join("\n"));
  const groups = new Set(["all", ...comparisons.map(({ group }) => group)]);
  return new Map(
    [...groups].map((group) => {
      const inside = comparisons.filter((each) => group === "all" || each.group === group);
      const rate = (has: (each: Comparison) => boolean) =>
        Math.floor((inside.filter(has).length / inside.length) * 1000) / 10;
      const rates = {
        cases: inside.length,
        status: rate((each) => each.status),
        everything: rate((each) => each.everything),
      };
      return [group, rates] as const;
    }),
  );
}

export function worded(rates: ReadonlyMap<string, Rates>): string {
  return [...rates]
    .map(
      ([group, { cases, status, everything }]) =>
        `${group}: ${cases} cases, status ${status} %, everything ${everything} %`,
    )
    .join("; ");
}
