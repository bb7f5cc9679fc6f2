import { test } from "node:test";
import { expectFindings, expectN8nFindings } from "./expect-findings.ts";

test("modules that reach outside are blocked wherever they are imported", () => {
  expectFindings(
    {},
    `
import json, math, re
import subprocess
#      ^^^^^^^^^^ blocked-import: 
def main():
    from urllib.parse import quote
    import socket
#          ^^^^^^ blocked-import: 
    return {}
`,
  );
});

test("the published dependencies are allowed, others are not there", () => {
  expectFindings(
    {},
    `
import numpy as np
import pandas, requests
#              ^^^^^^^^ server-only-import: requests
import jieba
#      ^^^^^ blocked-import: 
def main():
    return {}
`,
  );
});

test("JavaScript modules", () => {
  expectFindings(
    { language: "javascript" },
    `
const _ = require("lodash");
const fs = require("fs");
//                 ^^^^ blocked-import: 
function main() { return {}; }
`,
  );
});

test("where the code catches the refusal it is a warning", () => {
  expectFindings(
    {},
    `
try:
    import jieba
#          ^^^^^ blocked-import (warning): 
    from urllib import request
#                      ^^^^^^^ blocked-import (warning): 
    def later():
        import scipy
#              ^^^^^ blocked-import (error): 
except (KeyError, ImportError) as e:
    import nltk
#          ^^^^ blocked-import (error): 
try: __import__("jieba")
#               ^^^^^^^ blocked-import (warning): 
except:
    pass
else:
    import jieba
#          ^^^^^ blocked-import (error): 
try:
    import jieba
#          ^^^^^ blocked-import (error): 
except ValueError: # ImportError
    pass
def main():
    try:
        for name in []:
            import jieba
#                  ^^^^^ blocked-import (warning): 
    except* Exception:
        pass
    return {}
`,
  );
  expectFindings(
    { language: "javascript" },
    `
try { require("fs"); } catch { require("net"); }
//            ^^^^ blocked-import (warning): 
//                                     ^^^^^ blocked-import (error): 
try { require("tls"); } finally { console.log(1); }
//            ^^^^^ blocked-import (error): 
function main() { return {}; }
`,
  );
});

test("n8n's analyzer refuses an import before any try is entered", () => {
  expectN8nFindings(
    { language: "pythonNative" },
    `
try:
    import jieba
#          ^^^^^ blocked-import (error): 
except ImportError:
    pass
return []
`,
  );
});

test("what is imported from a module may be a module of its own", () => {
  expectFindings(
    {},
    `
from os import path
from urllib import parse, request
#                         ^^^^^^^ blocked-import: 
from os import path, getcwd
#    ^^ blocked-import: 
def main():
    return {}
`,
  );
});

test("n8n 1's Pyodide: os is there, and what leads to JavaScript is not", () => {
  for (const target of ["documented", "1"]) {
    expectN8nFindings(
      { language: "python", target },
      `
import os, os.path, json
import js
#      ^^ blocked-import: n8n 1 blocks js
return [{"a": os.getcwd()}]`,
    );
  }
});
