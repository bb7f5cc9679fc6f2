import { randomFillSync } from "node:crypto";
import { createContext, runInContext } from "node:vm";
import { readPythonAssets } from "../../src/sandbox/engine-assets.ts";
import { harnessModules } from "../../src/sandbox/python/harness-modules.ts";
import type { PythonRealm, RealmAsset, RealmExit, RealmHost, RunPlan } from "../../src/sandbox/python/realm-host.ts";
import { importing, type RequestChanges, requestFor } from "./requests.ts";

/** The built realm in this thread, without the worker around it, so that its interpreter's memory can be looked at. */
export interface OpenRealm {
  /** What the code returned as JSON, or what else came of it. */
  run(code: string, changes?: RequestChanges): { readonly exit: RealmExit; readonly said: string };
  renew(): number | undefined;
  /** A copy of the interpreter's memory. */
  memory(): Uint8Array;
  /** From now on the clock stands still, and random bytes are all alike. */
  stopChance(): void;
  readonly exports: Readonly<Record<string, unknown>>;
}

export async function openPythonRealm(): Promise<OpenRealm> {
  const { data } = await readPythonAssets("dist/sandbox");
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: true } });
  const instances = runInContext(
    `(() => {
      const made = [];
      WebAssembly.Instance = class extends WebAssembly.Instance {
        constructor(...given) { super(...given); made.push(this); }
      };
      return made;
    })()`,
    context,
  ) as readonly { readonly exports: Readonly<Record<string, unknown>> }[];
  runInContext(data.realmScript, context);
  const realm = runInContext("realm", context) as PythonRealm;
  let request = new Uint8Array();
  let planText = "";
  let said = "";
  let hasChance = true;
  const assets: Readonly<Partial<Record<RealmAsset, () => Uint8Array>>> = {
    engine: () => data.engine,
    "standard-library": () => data.library,
    "snapshot-header": () => new Uint8Array(),
    request: () => request,
  };
  const contentOf = (asset: RealmAsset) => assets[asset]?.() ?? new Uint8Array();
  const host: RealmHost = {
    now: () => performance.now(),
    fillRandom: (target) => void (hasChance ? randomFillSync(target) : target.fill(7)),
    sizeOf: (asset) => contentOf(asset).length,
    fill: (asset, target) => target.set(contentOf(asset)),
    takeSignal: () => 0,
    snapshotMemoryBytes: () => 0,
    restoreMemory: () => {},
    leaveSnapshot: () => {},
    writeConsole: () => {},
    expectAnnouncement: () => {},
    announced: () => {},
    planText: () => planText,
    report: (kind, _phase, bytes) => {
      said = kind === "returned" ? new TextDecoder().decode(bytes) : `${kind} ${new TextDecoder().decode(bytes)}`;
    },
  };
  await realm.boot(host, harnessModules, false, "");
  const exports = instances[0]?.exports ?? {};
  return {
    exports,
    run(code, changes = {}) {
      const { modules, entryPoint, awaitsResult, limits, ...own } = requestFor("python", code, {
        ...importing(code),
        ...changes,
      });
      request = new TextEncoder().encode(JSON.stringify(own));
      planText = JSON.stringify({ modules, entryPoint, awaitsResult, limits, obtainable: [] } satisfies RunPlan);
      said = "";
      const exit = realm.run(limits.memoryBytes);
      return { exit, said };
    },
    renew: () => realm.renew(),
    stopChance: () => {
      hasChance = false;
      runInContext("Date.now = () => 1_800_000_000_000", context);
    },
    memory: () => new Uint8Array((exports.memory as WebAssembly.Memory).buffer).slice(),
  };
}
