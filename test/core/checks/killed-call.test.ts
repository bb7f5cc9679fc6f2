import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { inputs: { a: "string" }, outputs: { r: "string" }, target: "1.16" } as const;

test("killed-call: what the server's sandbox ends the program for, whatever catches it", () => {
  expectFindings(
    shape,
    `
import asyncio, os as system
from uuid import uuid1 as unique
async def f(): return "a"
def main(a):
    try:
        r = asyncio.run(f())
#           ^^^^^^^^^^^ killed-call: Dify · 1.16 ends the program there, and no try catches that. asyncio.run() needs
    except Exception:
        r = ""
    return {"r": r + str(unique())}
#                        ^^^^^^ killed-call (warning): Dify · 1.16 ends the program there
`,
  );
  expectFindings(
    shape,
    `
import os
def helper(): return os.getcwd()
#                    ^^^^^^^^^ killed-call (warning): Dify · 1.16 ends the program there
def main(a):
    return {"r": helper()}
`,
  );
});

test("other functions of that name, and other modules' calls, are nobody's business", () => {
  expectFindings(
    shape,
    `
import os, uuid
class asyncio:
    @staticmethod
    def run(x): return x
def main(a):
    os = a
    return {"r": asyncio.run(os.getcwd()) + str(uuid.uuid4())}
`,
  );
  expectFindings({ ...shape, language: "javascript" }, "\nfunction main({ a }) { return { r: os.getcwd(a) }; }\n");
});
