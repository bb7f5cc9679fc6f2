import { words } from "../../../text/words.ts";
import type { Language } from "../../../workflow/code-node.ts";

/** Calls that the server ends the program for: "module:name" each, with what to do instead. */
export interface KilledCalls {
  readonly calls: readonly string[];
  readonly reason: string;
}

/**
 * What needs a system call that the sandbox's seccomp filter does not let through; Python's. Executed with dify-sandbox
 * 0.2.12, 0.2.15 and its main of 2026-06 on amd64, 2026-11.
 */
const killedPythonCalls: readonly KilledCalls[] = [
  {
    calls: words(`
      asyncio:run asyncio:new_event_loop asyncio.runners:run asyncio.runners:Runner._lazy_init asyncio.events:new_event_loop
      asyncio.base_events:BaseEventLoop.__init__ asyncio.selector_events:BaseSelectorEventLoop.__init__ socket:socketpair
    `),
    reason:
      "{call} needs an event loop, which the server's sandbox does not let a program have. Call plain functions one after the other, or let an iteration run nodes side by side.",
  },
  {
    calls: words(`
      os:getcwd pathlib:Path.cwd os:getcwdb posix:getcwd posix:getcwdb os:access posix:access
      tempfile:mkdtemp tempfile:mkstemp tempfile:gettempdir tempfile:NamedTemporaryFile tempfile:TemporaryFile
      tempfile:TemporaryDirectory
    `),
    reason:
      "{call} asks for the current folder or for rights to files, which the server's sandbox does not allow. Name whole paths, use os.path.join and os.path.basename for paths as text, and io.StringIO or io.BytesIO in place of files.",
  },
  {
    calls: words("os:cpu_count posix:cpu_count os:times posix:times os:geteuid posix:geteuid resource:getrusage"),
    reason: "{call} asks for the machine or the process, which the server's sandbox does not allow. Do without it.",
  },
  {
    calls: words("uuid:uuid1 uuid:getnode"),
    reason: "{call} asks for the machine's address, which the server's sandbox does not allow. Use uuid.uuid4().",
  },
  {
    calls: words("platform:platform"),
    reason:
      "{call} looks at the machine's files, which the server's sandbox does not allow. Use sys.version and sys.platform.",
  },
  {
    calls: words(`
      os:system posix:system os:popen os:pipe posix:pipe os:fork posix:fork os:kill posix:kill os:spawnv os:spawnl os:execv
      posix:execv os:execl os:execvp signal:alarm subprocess:Popen.__init__
      multiprocessing.context:BaseContext.Process multiprocessing.process:BaseProcess.__init__
    `),
    reason:
      "{call} starts or steers processes, which the server's sandbox does not allow. Do the work in Python itself, or in a node of its own.",
  },
  {
    calls: words(`
      threading:Thread.start _thread:start_new_thread _thread:start_joinable_thread _thread:start_new threading:_start_joinable_thread
      threading:_start_new_thread concurrent.futures.thread:ThreadPoolExecutor.submit
    `),
    reason:
      "{call} starts a thread, which the server's sandbox does not allow. Write a plain loop, or let an iteration run nodes side by side.",
  },
];

/** The same of Node's, executed 2026-11. */
const killedJavaScriptCalls: readonly KilledCalls[] = [
  {
    calls: words("process:cwd process:chdir"),
    reason: "{call} asks for the current folder, which the server's sandbox does not allow. Name whole paths.",
  },
  {
    calls: words("fs:existsSync fs:accessSync"),
    reason:
      "{call} asks for rights to files, which the server's sandbox does not allow. Take the data as an input instead.",
  },
];

export const killedCalls: Readonly<Record<Language, readonly KilledCalls[]>> = {
  python: killedPythonCalls,
  javascript: killedJavaScriptCalls,
};
