// Node's own modules that need no host, under the names by which code asks for them.
import assert from "assert/build/assert.js";
import EventEmitter from "events/events.js";
import path from "path-browserify";
import punycode from "punycode/punycode.js";
import stringDecoder from "string_decoder/lib/string_decoder.js";
import { atob, btoa } from "../base64-text.js";
import { Blob, File } from "../blob.js";
import { nodeBuffer } from "../buffer.js";
import { ciphersAndKeys } from "../ciphers.js";
import { nodeCrypto } from "../crypto.js";
import { provideModule } from "../harness/modules.js";
import * as timers from "../harness/timers.js";
import { Performance, performance } from "../performance.js";
import { process } from "../process.js";
import { querystring } from "./querystring.js";
import { serverModules } from "./server-modules.js";
import { url } from "./url.js";
import { util } from "./util.js";
import { zlib } from "./zlib.js";

export function provideNodeModules(console) {
  const { setImmediate, setInterval, setTimeout, clearTimer } = timers;
  path.posix = path;
  const modules = {
    assert,
    "assert/strict": assert.strict,
    buffer: { ...nodeBuffer, Blob, File, atob, btoa },
    console,
    crypto: { ...nodeCrypto, ...ciphersAndKeys },
    events: EventEmitter,
    path,
    "path/posix": path,
    ...serverModules,
    perf_hooks: { Performance, performance },
    process,
    punycode,
    querystring,
    string_decoder: stringDecoder,
    timers: {
      setImmediate,
      setInterval,
      setTimeout,
      clearImmediate: clearTimer,
      clearInterval: clearTimer,
      clearTimeout: clearTimer,
    },
    "timers/promises": {
      setTimeout: (delayMs, value) => new Promise((resolve) => setTimeout(resolve, delayMs, value)),
      setImmediate: (value) => new Promise((resolve) => setImmediate(resolve, value)),
    },
    url,
    util,
    "util/types": util.types,
    zlib,
  };
  for (const [name, exports] of Object.entries(modules)) provideModule(name, exports, true);
}
