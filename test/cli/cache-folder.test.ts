import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { cacheFolder } from "../../src/cli/cache-folder.ts";

const home = resolve("/home/ada");

test("the cache is where each system wants it", () => {
  const given = resolve("/var/cache/ada");
  assert.equal(cacheFolder("linux", {}, home), join(home, ".cache", "code-nodes"));
  assert.equal(cacheFolder("linux", { XDG_CACHE_HOME: given }, home), join(given, "code-nodes"));
  assert.equal(cacheFolder("linux", { XDG_CACHE_HOME: "" }, home), join(home, ".cache", "code-nodes"));
  assert.equal(cacheFolder("linux", { XDG_CACHE_HOME: "here" }, home), join(home, ".cache", "code-nodes"));
  assert.equal(cacheFolder("darwin", { XDG_CACHE_HOME: given }, home), join(home, "Library", "Caches", "code-nodes"));
  assert.equal(cacheFolder("win32", { LOCALAPPDATA: given }, home), join(given, "code-nodes"));
  assert.equal(cacheFolder("win32", {}, home), join(home, "AppData", "Local", "code-nodes"));
});
