/** Every finding that an example is meant to have: check ids in document order. Any other node has none. */
export const expectedFindings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "examples/dify/javascript.yml": {
    "Upper-case a list, by position": ["positional-parameters"],
    "Multiply, by position": ["positional-parameters"],
  },
  "examples/dify/mistakes.yml": {
    "A key nobody declared": ["undeclared-output"],
    "A key nobody declared (JavaScript)": ["undeclared-output"],
    "An output missing on one path": ["missing-output"],
    "An output set on some paths only": ["missing-output"],
    "A forgotten return": ["missing-output"],
    "A list instead of a dict": ["missing-output"],
    "An input nobody takes": ["missing-parameter"],
    "An input nobody takes (JavaScript)": ["missing-parameter"],
    "A parameter nobody fills": ["unknown-parameter"],
    "A parameter nobody fills (JavaScript)": ["unknown-parameter"],
    "No main": ["missing-main"],
    "Not quite Python": ["unreadable-code"],
    "Not quite JavaScript": ["unreadable-code"],
    "Start a program": ["blocked-import"],
    "Open a connection": ["blocked-import"],
    "Search the disk": ["blocked-import", "blocked-import"],
    "Files, network and programs (JavaScript)": ["blocked-import", "blocked-import", "blocked-import"],
  },
  "examples/dify/packages.yml": { "Call an address with requests": ["server-only-import"] },
};

/** The checks whose findings leave a node running; all others are errors. */
export const warnings: readonly string[] = [
  "positional-parameters/javascript",
  "server-only-import/python",
  "undeclared-output/python",
  "undeclared-output/javascript",
  "missing-parameter/javascript",
];
