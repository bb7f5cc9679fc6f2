/** Which packages there are for this very engine; as `pyodide-lock.json` says it, of which only this much is read. */
export interface PackageLock {
  readonly packages: readonly LockedPackage[];
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
  /** Of the file, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Names of other packages. */
  readonly depends: readonly string[];
  /** The modules that the package is imported by. */
  readonly imports: readonly string[];
  /** Where Pyodide unpacks it to: among the modules, or where native libraries look for each other. */
  readonly installTo: "site" | "dynlib";
}

interface LockText {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly version: string;
        readonly file_name: string;
        readonly sha256: string;
        readonly depends: readonly string[];
        readonly imports: readonly string[];
        readonly install_dir?: string;
      }
    >
  >;
}

/** Throws when the text is no lock file: it is the project's own, so that is a fault of the host. */
export function readPackageLock(text: string): PackageLock {
  const { packages } = JSON.parse(text) as LockText;
  return {
    packages: Object.values(packages).map((each) => {
      if (!/^\w[\w.+-]*$/.test(each.file_name) || !/^[0-9a-f]{64}$/.test(each.sha256)) {
        throw new Error(`The lock file's entry for ${each.name} cannot be used.`);
      }
      return {
        name: each.name,
        version: each.version,
        fileName: each.file_name,
        sha256: each.sha256,
        depends: each.depends,
        imports: each.imports,
        installTo: each.install_dir === "dynlib" ? "dynlib" : "site",
      };
    }),
  };
}
