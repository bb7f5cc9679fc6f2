import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { openSandbox, requestFor } from "./requests.ts";

// What this Node says is compared with what the sandbox says, of errors that the code catches and of those that end it.

const sandbox = openSandbox();
after(() => sandbox.dispose());

const { before, alike, engines } = JSON.parse(readFileSync("test/sandbox/v8-expressions.json", "utf8")) as {
  readonly before: string;
  /** In V8's words. */
  readonly alike: readonly string[];
  /** V8 shows a value that the engine does not tell: its own words stay. */
  readonly engines: readonly string[];
};

const uncaught = (text: string) => `function main() { ${before}\n${text}\n}`;
const caught = (text: string) => `function main() { ${before}
try {
${text}
} catch (thrown) {
  return [thrown instanceof Error, String(thrown.name), String(thrown.message), String(thrown.stack).split("\\n")[0]];
} }`;

function here(code: string): unknown {
  const names = { structuredClone, atob, btoa, console, Buffer, URL, TextDecoder };
  return runInContext(`${code};main()`, createContext(names));
}

function messageHere(code: string): string {
  try {
    here(code);
    return "none";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

async function inSandbox(code: string): Promise<string> {
  const outcome = await sandbox.run(requestFor("javascript", code, { given: "[]" }));
  if (outcome.kind === "threw") return `${outcome.error.type}: ${outcome.error.message}`;
  return outcome.kind === "returned" ? outcome.resultText : outcome.kind;
}

/** Without what is no error, and what another release of Node says otherwise. */
const compared = alike.filter((text) => !/^throw (?:'|\{)/.test(text) && messageHere(uncaught(text)) !== "none");

test("what ends the code is said in V8's words", async () => {
  const differing: unknown[] = [];
  for (const text of compared) {
    const expected = messageHere(uncaught(text));
    const said = await inSandbox(uncaught(text));
    if (said !== expected) differing.push({ text, expected, said });
  }
  assert.deepEqual(differing, []);
  assert.ok(compared.length >= 500);
});

test("what the code catches has V8's words", async () => {
  const differing: unknown[] = [];
  for (const text of compared) {
    const expected = JSON.stringify(here(caught(text)));
    const said = await inSandbox(caught(text));
    if (said !== expected) differing.push({ text, expected, said });
  }
  assert.deepEqual(differing, []);
});

test("what V8 would say is not guessed", async () => {
  const differing: unknown[] = [];
  for (const text of engines) {
    const said = await inSandbox(uncaught(text));
    const isV8s = said === messageHere(uncaught(text));
    if (!isV8s && !engineWords.test(said)) differing.push({ text, said });
  }
  assert.deepEqual(differing, []);
});

/** Words that V8 has for nothing, or for the same with less in it. */
const engineWords =
  /: (?:not |value is not iterable|invalid |cannot |could not |object is not extensible|property is not|parent class|'.*' is read-only|private class|operand |expecting |unexpected |unknown |Unknown encoding|BigInt |class constructors|derived class|no setter|.* object expected|Cannot convert undefined or null to object|Cannot read properties of (?:undefined|null)(?: \(reading 'Symbol.iterator'\))?$|is not a constructor|The "callback" argument| is not a)|^(?:returned|stopped|"|\{|undefined)/;
