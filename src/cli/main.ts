#!/usr/bin/env node
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { runScript } from "./code-cache.ts";

// Half of a short command's time is V8 reading the program, so what it made of it is kept.
runScript(join(__dirname, "command-line.js"), cacheFolder());
