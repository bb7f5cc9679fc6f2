import type { ServerSettings, SettingsProblem } from "../../dialect.ts";
import { type EnvEntry, readEnvFile } from "../../env-file.ts";
import { nearestName } from "../../nearest-name.ts";
import type { DifyTarget } from "./target.ts";
import { difyTargets } from "./targets.ts";

/** A variable that overrides something of a target. Source: `docker/.env.example` and `configs/feature`, read 2026-08. */
interface Setting {
  readonly smallest: bigint | undefined;
  readonly unit: string;
  readonly apply: (target: DifyTarget, value: bigint) => DifyTarget;
}

const settings: Readonly<Record<string, Setting | undefined>> = {
  CODE_MAX_STRING_LENGTH: limit("characters", (value) => ({ maxStringCodePoints: Number(value) })),
  CODE_MAX_NUMBER: { ...limit("", (maxNumber) => ({ maxNumber })), smallest: undefined },
  CODE_MIN_NUMBER: { ...limit("", (minNumber) => ({ minNumber })), smallest: undefined },
  CODE_MAX_PRECISION: limit("decimals", (value) => ({ maxDecimals: Number(value) })),
  CODE_MAX_DEPTH: limit("levels", (value) => ({ maxDepthLevels: Number(value) })),
  CODE_MAX_STRING_ARRAY_LENGTH: limit("elements", (value) => ({ maxStringArrayElements: Number(value) })),
  CODE_MAX_OBJECT_ARRAY_LENGTH: limit("elements", (value) => ({ maxObjectArrayElements: Number(value) })),
  CODE_MAX_NUMBER_ARRAY_LENGTH: limit("elements", (value) => ({ maxNumberArrayElements: Number(value) })),
  SANDBOX_WORKER_TIMEOUT: {
    smallest: 1n,
    unit: "seconds",
    apply: (target, seconds) => ({ ...target, timeLimitMs: Number(seconds) * 1000 }),
  },
};

/** Variables of the same family that change nothing about what a node may return or how long it may run. */
const withoutEffect = [
  "CODE_EXECUTION_ENDPOINT",
  "CODE_EXECUTION_API_KEY",
  "CODE_EXECUTION_SSL_VERIFY",
  "CODE_EXECUTION_CONNECT_TIMEOUT",
  "CODE_EXECUTION_READ_TIMEOUT",
  "CODE_EXECUTION_WRITE_TIMEOUT",
  "CODE_EXECUTION_POOL_MAX_CONNECTIONS",
  "CODE_EXECUTION_POOL_MAX_KEEPALIVE_CONNECTIONS",
  "CODE_EXECUTION_POOL_KEEPALIVE_EXPIRY",
  "CODE_GENERATION_MAX_TOKENS",
];

/** Every target with the limits of a server's own `.env`. What cannot be used is reported by name and left at its default. */
export function readDifyServerSettings(envText: string): ServerSettings {
  const entries = new Map(readEnvFile(envText).map((entry) => [entry.name, entry]));
  const problems: SettingsProblem[] = [];
  const changes: ((target: DifyTarget) => DifyTarget)[] = [];
  for (const entry of entries.values()) {
    const setting = Object.hasOwn(settings, entry.name) ? settings[entry.name] : undefined;
    // The compose file takes its own default for an empty value.
    if (setting && entry.value !== "") {
      const value = readWholeNumber(entry.value, setting);
      if (value === undefined) problems.push(malformed(entry, setting));
      else changes.push((target) => setting.apply(target, value));
    } else if (!setting) {
      problems.push(...misspelt(entry));
    }
  }
  const targets = difyTargets.map((target) => changes.reduce((changed, change) => change(changed), target));
  const [first] = targets;
  const min = entries.get("CODE_MIN_NUMBER") ?? entries.get("CODE_MAX_NUMBER");
  if (first && min && first.limits.minNumber > first.limits.maxNumber) problems.push(crossed(min));
  return { targets, problems };
}

function limit(unit: string, change: (value: bigint) => Partial<DifyTarget["limits"]>): Setting {
  return {
    smallest: 1n,
    unit,
    apply: (target, value) => ({ ...target, limits: { ...target.limits, ...change(value) } }),
  };
}

function readWholeNumber(text: string, { smallest }: Setting): bigint | undefined {
  if (!/^[-+]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return smallest !== undefined && value < smallest ? undefined : value;
}

function malformed({ name, value, range }: EnvEntry, { smallest, unit }: Setting): SettingsProblem {
  const counted = unit === "" ? "a whole number" : `a whole number of ${unit}`;
  const from = smallest === undefined ? "" : ` from ${smallest}`;
  return {
    kind: "malformed",
    name,
    message: `${name} is "${value}", but must be ${counted}${from}. Correct it, or remove the line.`,
    range,
  };
}

function crossed({ name, range }: EnvEntry): SettingsProblem {
  const message = "CODE_MIN_NUMBER is above CODE_MAX_NUMBER, so that no number would pass. Correct one of them.";
  return { kind: "malformed", name, message, range };
}

/** A name of the family that Dify does not read, or one that is a slip away from one that it reads. */
function misspelt({ name, range }: EnvEntry): readonly SettingsProblem[] {
  if (withoutEffect.includes(name)) return [];
  const nearest = nearestName(name, Object.keys(settings));
  if (nearest === undefined && !/^CODE_/i.test(name)) return [];
  const remedy = nearest === undefined ? `Dify reads ${Object.keys(settings).join(", ")}.` : `Write ${nearest}.`;
  return [{ kind: "unknown", name, message: `Dify reads no variable ${name}, so it has no effect. ${remedy}`, range }];
}
