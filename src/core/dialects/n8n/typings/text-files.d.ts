/** A text that the bundler reads into the program. */
declare module "*.txt" {
  const text: string;
  export = text;
}

/** Luxon's declarations, file by file, as text: `esbuild.mjs` says where they are. */
declare module "luxon-types/*" {
  const text: string;
  export = text;
}
