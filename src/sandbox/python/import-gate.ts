/**
 * The boundary of the Python sandbox. A wasm instance can act on the world only through the functions it
 * imports, so each of them is in exactly one of these lists; once the gate is locked, those that are in no
 * list are closed.
 *
 * Names as in the imports of `pyodide.asm.wasm` and of Emscripten's library object, Pyodide 314.0.
 * @internal
 */
export const openImports: readonly string[] = [
  // clocks, time conversion, randomness
  "clock_res_get",
  "clock_time_get",
  "emscripten_date_now",
  "emscripten_get_now",
  "_gmtime_js",
  "_localtime_js",
  "_mktime_js",
  "_timegm_js",
  "_tzset_js",
  "random_get",
  // the in-memory file system, reading
  "environ_get",
  "environ_sizes_get",
  "fd_close",
  "fd_fdstat_get",
  "fd_pread",
  "fd_read",
  "fd_seek",
  "fd_sync",
  "fd_write",
  "__syscall_chdir",
  "__syscall_dup",
  "__syscall_dup3",
  "__syscall_faccessat",
  "__syscall_fadvise64",
  "__syscall_fchdir",
  "__syscall_fdatasync",
  "__syscall_fstat64",
  "__syscall_fstatfs64",
  "__syscall_getcwd",
  "__syscall_getdents64",
  "__syscall_getuid32_js",
  "__syscall_ioctl",
  "__syscall_lstat64",
  "__syscall_newfstatat",
  "__syscall_poll",
  "__syscall_readlinkat",
  "__syscall_stat64",
  "__syscall_statfs64",
  "__syscall_umask_js",
  "_maybe_poll_async",
  "_try_fcntl64",
  // the interpreter's own calls
  "_PyEM_TrampolineCall_JS",
  "_Py_CheckEmscriptenSignals_Helper",
  "__call_sighandler",
  "JsvError_Check",
  "can_run_sync_js",
  "emscripten_get_heap_max",
  "emscripten_resize_heap",
  "_emscripten_runtime_keepalive_clear",
  "emscripten_runtime_keepalive_pop",
  "emscripten_runtime_keepalive_push",
  // these end the run by throwing
  "__assert_fail",
  "_abort_js",
  "exit",
  "proc_exit",
];

/** Emscripten's own numbers; the code of a server may write nothing either. */
const errno = { permission: 2, notSupported: 138, noSystemCall: 52 } as const;

/**
 * Answered with an error number, so that Python raises an ordinary OSError.
 * @internal
 */
export const refusedImports: Readonly<Record<string, number>> = {
  __syscall_accept4: -errno.notSupported,
  __syscall_bind: -errno.notSupported,
  __syscall_connect: -errno.notSupported,
  __syscall_getpeername: -errno.notSupported,
  __syscall_getsockname: -errno.notSupported,
  __syscall_getsockopt: -errno.notSupported,
  __syscall_listen: -errno.notSupported,
  __syscall_recvfrom: -errno.notSupported,
  __syscall_recvmsg: -errno.notSupported,
  __syscall_recvmmsg: -errno.notSupported,
  __syscall_sendmsg: -errno.notSupported,
  __syscall_sendmmsg: -errno.notSupported,
  __syscall_sendto: -errno.notSupported,
  __syscall_setsockopt: -errno.notSupported,
  __syscall_shutdown: -errno.notSupported,
  __syscall_socket: -errno.permission,
  __syscall_socketpair: -errno.notSupported,
  __syscall_chmod: -errno.permission,
  __syscall_fallocate: -errno.permission,
  __syscall_fchmod: -errno.permission,
  __syscall_fchmodat2: -errno.permission,
  __syscall_fchown32: -errno.permission,
  __syscall_fchownat: -errno.permission,
  __syscall_ftruncate64: -errno.permission,
  __syscall_mkdirat: -errno.permission,
  __syscall_mknodat: -errno.permission,
  __syscall_renameat: -errno.permission,
  __syscall_rmdir: -errno.permission,
  __syscall_symlinkat: -errno.permission,
  __syscall_truncate64: -errno.permission,
  __syscall_unlinkat: -errno.permission,
  __syscall_utimensat: -errno.permission,
  fd_pwrite: errno.permission,
  __syscall_pipe: -errno.noSystemCall,
  _emscripten_system: -errno.noSystemCall,
  _mmap_js: -errno.noSystemCall,
  _msync_js: -errno.noSystemCall,
  _munmap_js: -errno.noSystemCall,
  _setitimer_js: -errno.noSystemCall,
  _emscripten_lookup_name: 0,
  getaddrinfo: -2, // EAI_NONAME
  getnameinfo: -6, // EAI_FAMILY
  getprotobyname: 0,
  _dlopen_js: 0,
  _dlsym_js: 0,
  ffi_closure_alloc_js: 0,
  ffi_prep_closure_loc_js: 1, // FFI_BAD_TYPEDEF
};

/**
 * Open for some arguments only; the first argument that the test refuses is answered with the number.
 * @internal
 */
export const judgedImports: Readonly<Record<string, { allows(...args: number[]): boolean; refusal: number }>> = {
  // Opening for reading: no access mode but O_RDONLY, and none of O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE.
  __syscall_openat: {
    allows: (_directory, _path, flags) => ((flags ?? 0) & (0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000)) === 0,
    refusal: -errno.permission,
  },
  // F_GETFD, F_SETFD, F_GETFL; F_SETFL could make a file writable that was opened for reading.
  __syscall_fcntl64: {
    allows: (_descriptor, command) => command === 1 || command === 2 || command === 3,
    refusal: -28,
  },
};

export interface ImportGate {
  /** From now on nothing passes but what the lists let through. */
  lock(): void;
  /** The first closed import that was called, or "". */
  violation(): string;
}

type ImportFunction = ((...args: number[]) => unknown) & { sig?: string };

/**
 * Replaces every function of the library object in place: side modules resolve from the same object. `memory`: of the
 * instance, when there is one.
 */
export function gateImports(
  imports: Record<string, unknown>,
  memory: () => WebAssembly.Memory | undefined,
): ImportGate {
  let locked = false;
  let violation = "";
  const open = new Set(openImports);
  nameZones(imports, memory);
  for (const name of Object.keys(imports)) {
    const original = imports[name] as ImportFunction;
    if (typeof original !== "function" || open.has(name)) continue;
    const gated: ImportFunction = (...args) => (locked ? answer(name, original, args) : original(...args));
    if (original.sig !== undefined) gated.sig = original.sig;
    imports[name] = gated;
  }
  return {
    lock: () => {
      locked = true;
    },
    violation: () => violation,
  };

  function answer(name: string, original: ImportFunction, args: number[]): unknown {
    const judged = Object.hasOwn(judgedImports, name) ? judgedImports[name] : undefined;
    if (judged) return judged.allows(...args) ? original(...args) : judged.refusal;
    if (Object.hasOwn(refusedImports, name)) return refusedImports[name];
    violation ||= name;
    throw new Error(`closed: ${name}`);
  }
}

/** Emscripten spells the zone without an offset "UTC-0000"; a server's C library calls it "UTC". */
function nameZones(imports: Record<string, unknown>, memory: () => WebAssembly.Memory | undefined): void {
  const original = imports._tzset_js as ImportFunction;
  if (typeof original !== "function") return;
  const named: ImportFunction = (...args) => {
    original(...args);
    const { buffer } = memory() ?? {};
    if (!buffer) return;
    for (const address of args.slice(2)) {
      const bytes = new Uint8Array(buffer, address >>> 0, spelling.length);
      if (spelling.every((byte, at) => byte === bytes[at])) bytes[3] = 0;
    }
  };
  if (original.sig !== undefined) named.sig = original.sig;
  imports._tzset_js = named;
}

const spelling = [..."UTC-0000"].map((character) => character.charCodeAt(0));
