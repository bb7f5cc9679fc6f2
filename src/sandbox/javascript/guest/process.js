// `process`, as far as it needs no machine. Its values are those of dify-sandbox 0.2.12 and 0.2.15, executed 2026-11.
import { apply, hasOwn, SafeError, split, text } from "./harness/bound.js";
import { print } from "./harness/console.js";
import { exit } from "./harness/ending.js";
import { ask, plain, withCode } from "./harness/host.js";
import { invalidType } from "./invalid-type.js";
import { URL } from "./url.js";

const pid = 100;
const startUpSeconds = 0.04;

function written(stream) {
  return {
    isTTY: false,
    writable: true,
    fd: stream === "stdout" ? 1 : 2,
    write(chunk, encoding, callback) {
      if (typeof chunk !== "string" && !ArrayBuffer.isView(chunk)) {
        throw invalidType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk);
      }
      print(stream, typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk));
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") nextTick(done);
      return true;
    },
    end: () => {},
    on: (_name, _listener) => {},
  };
}

function nextTick(callback, ...values) {
  if (typeof callback !== "function") throw invalidType("callback", "of type function", callback);
  Promise.resolve().then(() => apply(callback, undefined, values));
}

const elapsedMs = () => ask("now");

function hrtime(before) {
  const nanoseconds = BigInt(Math.round(elapsedMs() * 1e6)) + 1_000_000_000_000n;
  const [seconds, rest] = [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)];
  if (before === undefined) return [seconds, rest];
  const borrowed = rest < before[1] ? 1 : 0;
  return [seconds - before[0] - borrowed, rest - before[1] + borrowed * 1e9];
}
hrtime.bigint = () => BigInt(Math.round(elapsedMs() * 1e6)) + 1_000_000_000_000n;

/** It reads a file of the kernel's, which is not there. */
function memoryUsage() {
  const error = new SafeError(
    "A system error occurred: uv_resident_set_memory returned ENOENT (no such file or directory)",
  );
  error.name = "SystemError";
  throw withCode(error, "ERR_SYSTEM_ERROR");
}

function emitWarning(warning, type = "Warning", code = undefined) {
  const options = typeof type === "object" && type !== null ? type : { type, code };
  const isError = warning instanceof SafeError;
  const name = isError ? warning.name : (options.type ?? "Warning");
  const said = `${options.code === undefined ? "" : `[${options.code}] `}${name}: ${isError ? warning.message : text(warning)}`;
  const option = name === "DeprecationWarning" ? "--trace-deprecation" : "--trace-warnings";
  const hint = hasOwn(shownHints, option) ? "" : `(Use \`node ${option} ...\` to show where the warning was created)\n`;
  shownHints[option] = true;
  nextTick(() => print("stderr", `(node:${pid}) ${said}\n${hint}`));
}
const shownHints = plain([]);

export const process = {
  arch: "x64",
  argv: ["/usr/local/bin/node", "/tmp/code.js"],
  argv0: "node",
  config: { target_defaults: {}, variables: {} },
  emitWarning,
  env: {},
  execArgv: [],
  execPath: "/usr/local/bin/node",
  exit: (status = process.exitCode ?? 0) => exit(Number(status) & 255),
  exitCode: undefined,
  features: {},
  getuid: () => 10_000,
  getgid: () => 0,
  hrtime,
  memoryUsage,
  nextTick,
  cwd: () => "/",
  pid,
  platform: "linux",
  ppid: 1,
  release: { name: "node", lts: "Iron" },
  stderr: written("stderr"),
  stdout: written("stdout"),
  title: "node",
  uptime: () => elapsedMs() / 1000 + startUpSeconds,
  version: "",
  versions: { node: "" },
};
Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });

/** Also takes away what came with a later one. */
export function nameVersion(node) {
  if (Number(split(node, ".")[0]) < 22) delete URL.parse;
  process.version = `v${node}`;
  process.versions = { node, modules: split(node, ".")[0] === "20" ? "115" : "" };
}
