import type { ModulePolicy } from "../../../contract/module-policy.ts";
import { words } from "../../../text/words.ts";

/** Node's own modules can be written with and without `node:`. */
const builtIns = (names: string): readonly string[] => words(names).flatMap((name) => [name, `node:${name}`]);

/**
 * The published contract: "standard built-in objects and methods", and the dependencies that the page names;
 * no files, no network, no system commands. Seen 2026-11.
 */
export const documentedJavaScriptModules: ModulePolicy = {
  allowed: ["lodash", "moment"],
  blocked: [
    {
      modules: builtIns("fs readline repl wasi sqlite"),
      reason:
        "A Code node has no filesystem, so {module} cannot be used. Take the data as an input and return it as an output.",
    },
    {
      modules: builtIns("dgram dns http http2 https inspector net tls quic"),
      reason:
        "A Code node has no network, so {module} cannot be used. Fetch the data with an HTTP Request node and take its body as an input.",
    },
    {
      modules: builtIns("child_process cluster os process tty"),
      reason:
        "A Code node cannot reach the system or its processes, so {module} cannot be used. Do the work in JavaScript itself, or in a node of its own.",
    },
    {
      modules: builtIns("worker_threads"),
      reason: "A Code node runs in a single thread, so {module} cannot be used. Write a plain loop.",
    },
    {
      modules: builtIns("module v8 vm ffi"),
      reason:
        "A Code node cannot reach into its engine or load native code, so {module} cannot be used. Do without it.",
    },
    {
      modules: builtIns("crypto"),
      reason:
        "JavaScript Code nodes have the built-in objects only, and {module} is not one of them. Write this node in Python, where hashlib, hmac, base64 and secrets are available.",
    },
    {
      modules: builtIns("path url querystring punycode"),
      reason:
        "JavaScript Code nodes have the built-in objects only, and {module} is not one of them. Use string methods, encodeURIComponent and decodeURIComponent.",
    },
    {
      modules: builtIns(`
        assert async_hooks buffer console constants diagnostics_channel domain events perf_hooks sea stream
        string_decoder sys test timers trace_events util zlib
      `),
      reason: "JavaScript Code nodes have the built-in objects only, and {module} is not one of them. Do without it.",
    },
  ],
  otherwise:
    "{module} is not among the published dependencies (lodash, moment), so Dify's sandbox does not have it. Do without it, or write what you need of it into the node.",
  separator: "/",
};
