/** What C code of CPython 3.14 imports when it is needed and that is not private by its name. */
export const interpretersOwn: ReadonlySet<string> = new Set(
  (
    "__main__ annotationlib ast asyncio.events builtins collections collections.abc contextlib copyreg datetime " +
    "decimal encodings functools importlib.machinery inspect io json.decoder linecache locale numbers operator pickle " +
    "re string string.templatelib tokenize traceback types typing unicodedata warnings weakref zoneinfo zoneinfo._common " +
    "zoneinfo._tzpath"
  ).split(" "),
);

/** As CPython documents them; the first lines are what `inspect.signature` reads. */
export const signatures = {
  __import__: {
    parameters: ["name", "globals", "locals", "fromlist", "level"],
    documentation:
      "__import__($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)\n--\n\nImport a module.",
  },
  import_module: {
    parameters: ["name", "package"],
    documentation: "import_module($module, /, name, package=None)\n--\n\nImport a module.",
  },
  _gcd_import: {
    parameters: ["name", "package", "level"],
    documentation: "_gcd_import($module, /, name, package=None, level=0)\n--\n\nImport and return the module.",
  },
};
