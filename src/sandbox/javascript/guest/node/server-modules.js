// Node's modules that work on the machine: what they know by heart, and functions that say what a local run lacks.
import { SafeError } from "../harness/bound.js";

const eol = "\n";

const os = {
  EOL: eol,
  arch: () => "x64",
  constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 } },
  devNull: "/dev/null",
  endianness: () => "LE",
  machine: () => "x86_64",
  platform: () => "linux",
  tmpdir: () => "/tmp",
  type: () => "Linux",
  ...lacking(
    "os",
    "server's machine",
    "cpus freemem homedir hostname loadavg networkInterfaces release totalmem uptime userInfo version",
  ),
};

const network = "network";
const requests = "get request createServer";

const statusCodes = {
  100: "Continue",
  101: "Switching Protocols",
  102: "Processing",
  103: "Early Hints",
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  207: "Multi-Status",
  208: "Already Reported",
  226: "IM Used",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  305: "Use Proxy",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Payload Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a Teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  509: "Bandwidth Limit Exceeded",
  510: "Not Extended",
  511: "Network Authentication Required",
};

export const serverModules = {
  os,
  fs: lacking(
    "fs",
    "server's files",
    "existsSync accessSync readFileSync writeFileSync appendFileSync readdirSync statSync mkdirSync rmSync unlinkSync readFile writeFile createReadStream createWriteStream",
  ),
  "fs/promises": lacking("fs/promises", "server's files", "readFile writeFile readdir stat mkdir rm unlink access"),
  http: { STATUS_CODES: statusCodes, ...lacking("http", network, requests) },
  https: lacking("https", network, requests),
  http2: lacking("http2", network, "connect createServer"),
  net: lacking("net", network, "connect createConnection createServer"),
  tls: lacking("tls", network, "connect createServer"),
  dns: lacking("dns", network, "lookup resolve resolve4 resolve6"),
  dgram: lacking("dgram", network, "createSocket"),
  stream: {
    ...lacking("stream", "server's streams", "Duplex PassThrough Transform Writable finished pipeline"),
    Readable: Object.assign(
      lacking("stream", "server's streams", "Readable").Readable,
      lacking("stream.Readable", "server's streams", "from"),
    ),
  },
  readline: lacking("readline", "server's streams", "createInterface clearLine cursorTo"),
  vm: lacking("vm", "server's engine", "createContext runInContext runInNewContext runInThisContext"),
  v8: lacking("v8", "server's engine", "serialize deserialize getHeapStatistics"),
  koffi: lacking("koffi", "server's libraries", "load struct pointer"),
};

/** They are functions there too. */
function lacking(module, what, names) {
  return Object.fromEntries(
    names.split(" ").map((name) => [
      name,
      {
        [name]: () => {
          throw new SafeError(
            `${module}.${name}() needs the ${what}, which a local run does not have: run this node on the platform, or give its result to the node as an input.`,
          );
        },
      }[name],
    ]),
  );
}

/** The global one. */
export async function fetch() {
  throw new TypeError(
    "fetch failed: a local run has no network. Run this node on the platform, or fetch the data with an HTTP Request node and take its body as an input.",
  );
}
