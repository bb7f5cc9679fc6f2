import { isNewer } from "../../../contract/language-versions.ts";
import type { BlockedModules, ModulePolicy } from "../../../contract/module-policy.ts";
import { removedPythonModules } from "../../../languages/python/python-versions.ts";
import { words } from "../../../text/words.ts";
import { documentedJavaScriptModules } from "./javascript-modules.ts";
import { documentedPythonModules, localNetworkRemark, networkModules } from "./python-modules.ts";

/** What the published page promises and the images of dify-sandbox 0.2.1 to 0.2.15 do not hold, read 2026-08. */
const promisedOnly = words("numpy pandas lodash moment");

/** What seccomp kills or refuses: processes and threads (dify-sandbox 0.2.15, read 2026-08). */
const killed: readonly BlockedModules[] = [
  {
    modules: words("multiprocessing pty subprocess _multiprocessing _posixshmem _posixsubprocess"),
    reason:
      "The server's sandbox kills code that starts processes, so {module} cannot be used. Do the work in Python itself, or in a node of its own.",
  },
  {
    modules: words("ensurepip pip venv setuptools micropip"),
    reason:
      "A Code node cannot install packages, so {module} cannot be used. Use the standard library, requests, httpx or jinja2.",
  },
];

const killedNames = killed.flatMap(({ modules }) => modules);

/** No longer in Python 3.14, private or not for a server: blocked there as under the published contract. */
const blockedEverywhere = documentedPythonModules.blocked
  .filter(({ modules }) => modules.some((name) => name === "distutils" || name === "_abc"))
  .map((entry) => (entry.modules.includes("distutils") ? { ...entry, areAbsent: true as const } : entry));

const blockedOnlyByDocuments = documentedPythonModules.blocked
  .filter(({ reason }) => !blockedEverywhere.some((each) => each.reason === reason))
  .flatMap(({ modules }) => modules)
  .filter((name) => !killedNames.includes(name));

/** The whole standard library and what the image comes with (httpx, requests, jinja2, PySocks), read 2026-08. */
export const releasePythonModules: ModulePolicy = {
  allowed: [
    ...documentedPythonModules.allowed.filter((name) => !promisedOnly.includes(name)),
    ...blockedOnlyByDocuments,
  ],
  blocked: [...killed, ...blockedEverywhere],
  serverOnly: [
    { modules: networkModules, reason: localNetworkRemark },
    {
      modules: words("threading concurrent _thread"),
      reason:
        "The server's sandbox ends the program where it starts a thread, which no try catches, so {module} has nothing to start there. Write a plain loop, or let an iteration run nodes side by side.",
    },
    {
      modules: words("ctypes _ctypes mmap fcntl resource"),
      reason:
        "{module} needs native code or system calls, which a local run does not have. Write plain Python, or try this node on the server.",
    },
  ],
  otherwise:
    "No module named '{module}'. The server's sandbox has the standard library, requests, httpx and jinja2. Do without it, or have it added to the sandbox's python-requirements.txt.",
  othersAreAbsent: true,
  separator: ".",
};

/** What Python 3.10 has and 3.14 has no more. */
const stillThere = removedPythonModules.filter(([, last]) => !isNewer("3.10", last)).map(([name]) => name);

/** The same with the library of Python 3.10: dify-sandbox up to 0.2.14. */
export const earlierPythonModules: ModulePolicy = {
  ...releasePythonModules,
  allowed: [...releasePythonModules.allowed, ...stillThere],
  blocked: releasePythonModules.blocked.map((entry) => ({
    ...entry,
    modules: entry.modules.filter((name) => !stillThere.includes(name)),
  })),
  serverOnly: [
    ...(releasePythonModules.serverOnly ?? []),
    {
      modules: stillThere,
      reason:
        "{module} is gone from the Python of newer releases of Dify, and a local run does not have it. Do without it, or try this node on the server.",
    },
  ],
};

const networkNames =
  documentedJavaScriptModules.blocked.find(({ modules }) => modules.includes("https"))?.modules ?? [];

/** Node's own modules; koffi is the only package in the image, read 2026-08. */
export const releaseJavaScriptModules: ModulePolicy = {
  allowed: ["koffi", ...documentedJavaScriptModules.blocked.flatMap(({ modules }) => modules)].filter(
    (name) => !/^(?:node:)?(?:child_process|cluster|worker_threads)$/.test(name),
  ),
  blocked: documentedJavaScriptModules.blocked
    .map(({ modules, reason }) => ({
      modules: modules.filter((name) => /^(?:node:)?(?:child_process|cluster|worker_threads)$/.test(name)),
      reason,
    }))
    .filter(({ modules }) => modules.length > 0),
  serverOnly: [
    {
      modules: networkNames,
      reason:
        "{module} reaches the network, which a local run does not have. Fetch the data with an HTTP Request node and take its body as an input, or try this node on the server.",
    },
    {
      modules: words("fs readline repl wasi sqlite tty module v8 vm ffi").flatMap((name) => [name, `node:${name}`]),
      reason:
        "{module} reaches the server's files or engine, which a local run does not have. Take the data as an input, or try this node on the server.",
    },
  ],
  otherwise:
    "The server's sandbox has no package {module}: only Node's own modules are there. Do without it, or write what you need of it into the node.",
  // Node looks for it with a call that seccomp ends the program for (0.2.12 and 0.2.15, executed 2026-11).
  othersEndTheProgram: true,
  separator: "/",
};
