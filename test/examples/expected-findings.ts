/** Check ids in document order, by file and by title; with the severity where it is not the usual one. */
export type ExpectedFindings = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Every finding that an example is meant to have under the published contract. Any other node has none. */
export const expectedFindings: ExpectedFindings = {
  "examples/dify/declarations.yml": {
    "A variable that is not there": ["wrong-reference"],
    "A title in place of an id": ["wrong-reference"],
    "An input that leads nowhere": ["wrong-reference"],
    "A node that runs later": ["wrong-reference"],
    "Into a text as if it were an object": ["wrong-reference"],
    "Another node's type": ["refused-declaration"],
    "A version that is a number": ["refused-declaration"],
    "A strategy called none": ["refused-declaration"],
    "Retries that are empty": ["refused-declaration"],
    "A default for a boolean": ["refused-declaration"],
    "A default that is no number": ["refused-declaration"],
    "Code that is empty": ["refused-declaration"],
    "A language of another node": ["refused-declaration"],
    "A blank in a name": ["unusable-name"],
    "A name beyond 30 characters": ["unusable-name"],
    "A keyword's name": ["unusable-name"],
    "A name declared twice": ["unusable-name"],
    "More than ten retries": ["retry-out-of-range"],
    "Longer than five seconds between": ["retry-out-of-range"],
    "A whole file": ["file-input"],
    "An async main": ["async-main"],
  },
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
  "examples/dify/releases.yml": {
    "A key nobody declared": ["undeclared-output"],
    "Inputs by position (JavaScript)": ["positional-parameters"],
  },
  "examples/n8n/allowed-modules.json": {
    "Node's own names only": ["blocked-import"],
    "Still closed (Python)": ["blocked-import", "blocked-import"],
  },
  "examples/n8n/dates.json": { "Dates for n8n 1 (Python)": ["old-python (warning)"] },
  "examples/n8n/first-steps.json": {
    "Written for n8n 1 (Python)": ["old-python (warning)"],
    "Written for n8n 1, each item (Python)": ["old-python (warning)"],
  },
  "examples/n8n/mistakes.json": {
    "Not quite JavaScript": ["unreadable-code"],
    "Not quite Python": ["unreadable-code"],
    "A name that is not there": ["missing-name"],
    "Browser or Node": ["missing-name", "missing-name", "missing-name", "missing-name"],
    "From the expression editor": ["missing-name"],
    "An environment variable": ["missing-function"],
    "A helper that is refused": ["missing-function"],
    "A module that is not allowed": ["blocked-import"],
    "A package that is not allowed (Python)": ["blocked-import"],
    "A node with another name": ["wrong-reference"],
    "A node that does not exist": ["wrong-reference"],
    "This node itself": ["wrong-reference"],
    "A forgotten return": ["wrong-result"],
    "No return on one path": ["wrong-result (warning)"],
    "Texts instead of items": ["wrong-result", "wrong-result"],
    "Keys beside json": ["wrong-result"],
    "A list for one item": ["editor-rule"],
    "All items for each item": ["editor-rule"],
    "A comment that n8n stumbles over": ["missing-function"],
    "items, for each item": ["editor-rule"],
    "A method that is a property": ["editor-rule"],
    "Without json": ["editor-rule (warning)"],
    "The first item's field": ["editor-rule (warning)"],
    "Written for each item": ["editor-rule (warning)", "editor-rule (warning)"],
    "A node's name in a variable": ["editor-rule (warning)"],
    "An argument that first does not take": ["editor-rule"],
    "A forgotten return (Python)": ["wrong-result"],
    "Pyodide's names (Python)": ["missing-name"],
    "The other mode's name (Python)": ["missing-name"],
    "Blocked names (Python)": ["security-violation"],
    "For Pyodide (Python)": ["old-python (warning)"],
    "More tries than n8n makes": ["retry-out-of-range (warning)", "retry-out-of-range (warning)"],
    "A language that n8n does not know": ["refused-declaration"],
  },
  "examples/n8n/modules.json": {
    "A hash": ["blocked-import"],
    lodash: ["blocked-import"],
    "A module, or something else": ["blocked-import (warning)"],
    "json (Python)": ["blocked-import"],
    "json for n8n 1 (Python)": ["old-python (warning)"],
  },
  "examples/n8n/other-nodes.json": { "Without asking": ["wrong-reference (warning)"] },
  "examples/n8n/python.json": {
    "No names of Python's own insides": ["security-violation", "security-violation", "security-violation"],
    "No classes": ["missing-function"],
    "Some builtins are gone": ["missing-name"],
  },
  "examples/n8n/results.json": {
    "Each item, all shapes": ["editor-rule (warning)", "editor-rule", "wrong-result"],
    "Each item, all shapes (Python)": ["wrong-result", "wrong-result"],
  },
  "examples/n8n/when-it-fails.json": {
    "A wrong result passes the input on": ["editor-rule (warning)"],
    "What JavaScript may throw": ["editor-rule (warning)"],
  },
};

/** What every release has to say besides, and only a release. */
export const expectedUnderReleases: ExpectedFindings = {
  "examples/dify/declarations.yml": {
    "An async main (JavaScript)": ["async-main"],
    "A name that is taken (JavaScript)": ["taken-name"],
    "A function whose name is taken (JavaScript)": ["taken-name"],
  },
  "examples/dify/releases.yml": {
    "An async main (JavaScript)": ["async-main"],
    "A taken name (JavaScript)": ["taken-name"],
  },
};

/** And before Dify 1.8. */
export const expectedUnderEarliest: ExpectedFindings = {
  "examples/dify/declarations.yml": {
    "A default for a boolean": ["refused-declaration"],
  },
  "examples/dify/releases.yml": {
    "True or false": ["refused-declaration"],
    "Any value for a boolean": ["refused-declaration"],
  },
};

/** The checks whose findings leave a node running; all others are errors. */
export const warnings: readonly string[] = [
  "positional-parameters/javascript",
  "server-only-import/python",
  "undeclared-output/python",
  "undeclared-output/javascript",
  "missing-parameter/javascript",
  "wrong-reference/python",
  "unusable-name/python",
  "retry-out-of-range/python",
];
