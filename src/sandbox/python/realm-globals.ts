// What Pyodide expects of a web worker, without anything that reaches outside. Must be imported before Pyodide.
import { readAsset, realmHost } from "./realm-host.ts";

const realm = globalThis as unknown as Record<string, unknown>;

class RealmUrl {
  readonly href: string;
  constructor(path: string) {
    this.href = path;
  }
  toString(): string {
    return this.href;
  }
}

class RealmTextEncoder {
  encode(text = ""): Uint8Array {
    const escaped = unescape(encodeURIComponent(text));
    return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
  }

  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text);
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

/** Whatever is asked counts as an instance. */
const workerScope = { [Symbol.hasInstance]: () => true };

const silent = () => {};

const globals: Record<string, unknown> = {
  self: realm,
  WorkerGlobalScope: workerScope,
  location: "/",
  navigator: { userAgent: "sandbox", platform: "" },
  console: { log: silent, warn: silent, error: silent, info: silent, debug: silent },
  performance: { now: () => realmHost().now() },
  crypto: {
    getRandomValues(target: Uint8Array) {
      realmHost().fillRandom(target);
      return target;
    },
  },
  URL: RealmUrl,
  TextEncoder: RealmTextEncoder,
  setTimeout: silent,
  clearTimeout: silent,
  fetch: async (url: unknown) => {
    const isLibrary = String(url).endsWith(".zip");
    return { ok: true, arrayBuffer: async () => (isLibrary ? readAsset("standard-library").buffer : undefined) };
  },
};

for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(realm, name, { value, writable: true, configurable: true });
}

// Stack switching would add imports that nothing here needs.
for (const name of ["Suspending", "promising"]) Reflect.deleteProperty(WebAssembly, name);
