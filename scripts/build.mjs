// Builds everything into dist/, after installing what is missing: `npm run build`.
import { setUp } from "./setup.mjs";

setUp();
await import("../esbuild.mjs");
