import { test } from "node:test";
import { expectFindings, expectN8nFindings } from "./expect-findings.ts";

test("a package that reaches for the network is there, the network is not", () => {
  expectFindings(
    {},
    `
import requests
#      ^^^^^^^^ server-only-import: requests reaches the network, which a local run does not have
def main():
    return {}
`,
  );
});

test("what a release allows and a local run cannot do", () => {
  expectFindings(
    { target: "1.16" },
    `
import httpx, json, socket
#      ^^^^^ server-only-import: httpx reaches the network
#                   ^^^^^^ server-only-import: socket reaches the network
from urllib import parse, request
#                         ^^^^^^^ server-only-import: urllib.request reaches the network
import threading
#      ^^^^^^^^^ server-only-import: The server's sandbox ends the program where it starts a thread
def main():
    return {}
`,
  );
});

test("JavaScript: the network modules of a release", () => {
  expectFindings(
    { language: "javascript", target: "1.16" },
    `
const https = require("node:https");
//                    ^^^^^^^^^^^^ server-only-import: node:https reaches the network
const { createHash } = require("crypto");
function main() { return {}; }
`,
  );
});

test("n8n 1's Pyodide: what leads to JavaScript or the network, and names of JavaScript's libraries", () => {
  expectN8nFindings(
    { language: "python", target: "documented" },
    `
import micropip
#      ^^^^^^^^ server-only-import: micropip reaches the network or JavaScript
from pyodide.ffi import to_js
#    ^^^^^^^^^^^ server-only-import: pyodide.ffi reaches the network or JavaScript
rows = []
try:
    rows = DateTime.now()
except RuntimeError:
    pass
def found(query):
    return _jmespath(rows, query)
#          ^^^^^^^^^ old-python: n8n 2 has no Pyodide
#          ^^^^^^^^^ server-only-import: _jmespath is JavaScript's, and Code Nodes has it in JavaScript alone.
return found("[]")`,
  );
});
