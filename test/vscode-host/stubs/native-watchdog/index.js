// Stands in for the native module, which would have to be compiled: ends this process once its parent is gone.
export function start(parentPid) {
  const timer = setInterval(() => {
    try {
      process.kill(parentPid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  timer.unref();
}
