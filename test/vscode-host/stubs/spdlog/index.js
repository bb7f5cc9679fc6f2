// Stands in for the native module, which would have to be compiled: appends each log line to its file.
import { appendFileSync } from "node:fs";

export const version = 1;
const levels = ["trace", "debug", "info", "warn", "error", "critical"];
let lowestLevel = 2;

export function setLevel(level) {
  lowestLevel = level;
}

export function setFlushOn() {}
export function shutdown() {}

export async function createRotatingLogger(name, file) {
  return createLogger(name, file);
}

export async function createAsyncRotatingLogger(name, file) {
  return createLogger(name, file);
}

function createLogger(name, file) {
  const loggerLevel = { value: lowestLevel };
  const write = (level, message) => {
    if (level < loggerLevel.value) return;
    try {
      appendFileSync(file, `${new Date().toISOString()} [${levels[level]}] ${message}\n`);
    } catch {
      // The log folder goes away with the run, possibly before the last line is written.
    }
  };
  return {
    name,
    ...Object.fromEntries(levels.map((levelName, level) => [levelName, (message) => write(level, message)])),
    getLevel: () => loggerLevel.value,
    setLevel: (level) => {
      loggerLevel.value = level;
    },
    setPattern() {},
    clearFormatters() {},
    flush() {},
    drop() {},
  };
}
