import fc from "fast-check";

// The build puts this in the place of fast-check, so that all properties are tried with the seed of the run.
const { CODE_NODES_SEED: seed } = process.env;
if (seed) fc.configureGlobal({ seed: Number(seed) });

// biome-ignore lint/performance/noReExportAll: it stands for the whole library
// biome-ignore lint/performance/noBarrelFile: as above
export * from "fast-check";
// biome-ignore lint/style/noDefaultExport: as fast-check does
export default fc;
