import type { ModulePolicy } from "../module-policy.ts";

/** Modules in n8n's own notation: names with commas between them, or `*`; nothing by default. */
export interface AllowedModules {
  /** `NODE_FUNCTION_ALLOW_BUILTIN` */
  readonly builtIn: string;
  /** `NODE_FUNCTION_ALLOW_EXTERNAL` */
  readonly external: string;
}

/** Names are compared as they are: `crypto` allows neither `node:crypto` nor what lies below it. */
export function n8nJavaScriptModules({ builtIn, external }: AllowedModules): ModulePolicy {
  const named = (list: string) => list.split(",").map((name) => name.trim());
  const builtIns = builtIn.trim() === "*" ? nodeModules.flatMap((name) => [name, `node:${name}`]) : named(builtIn);
  const isOpen = external.trim() === "*";
  const externals = isOpen ? [] : named(external);
  return {
    allowed: [...builtIns, ...externals].filter((name) => name !== ""),
    ...(isOpen && { allowsOthers: true }),
    blocked: isOpen && builtIn.trim() !== "*" ? [{ modules: blockedBuiltIns(builtIns), reason: disallowed }] : [],
    otherwise: disallowed,
    separator: "none",
  };
}

const disallowed =
  "Module '{module}' is disallowed. A server allows Node's own modules with NODE_FUNCTION_ALLOW_BUILTIN and others with NODE_FUNCTION_ALLOW_EXTERNAL; say the same in codeNodes.n8n.allowBuiltin and codeNodes.n8n.allowExternal.";

function blockedBuiltIns(allowed: readonly string[]): readonly string[] {
  return nodeModules.flatMap((name) => [name, `node:${name}`]).filter((name) => !allowed.includes(name));
}

/** Node 24's own. */
const nodeModules = [
  "assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns",
  "dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix",
  "path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers",
  "stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm",
  "wasi worker_threads zlib",
].flatMap((names) => names.split(" "));
