import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type LatenessWatch, monotonicMs, watchLateness } from "./lateness.ts";
import { openSandbox, requestFor } from "./requests.ts";

// What runs in the host's own native code cannot be interrupted, so none of it may take long.
const sandbox = openSandbox();
sandbox.warm("javascript");
let lateness: LatenessWatch;
before(() => {
  lateness = watchLateness();
});
after(() => Promise.all([sandbox.dispose(), lateness.end()]));
const timeMs = 1000;
/** Beyond the limit and what the machine lost; a machine that is busy with other tests notices late. */
const toleranceMs = 2000;

const heavy: readonly (readonly [what: string, code: string])[] = [
  ["a digest of much", "require('crypto').createHash('sha512').update('x'.repeat(60e6)).digest('hex')"],
  [
    "digests without end",
    "(() => { for (;;) require('crypto').createHash('sha512').update('x'.repeat(1e6)).digest() })()",
  ],
  ["a long key", "require('crypto').createHmac('sha512', 'x'.repeat(60e6)).digest('hex')"],
  ["many random bytes", "require('crypto').randomBytes(2e8).length"],
  [
    "a long text in segments",
    "[...new Intl.Segmenter('en', { granularity: 'word' }).segment('ab '.repeat(5e6))].length",
  ],
  ["long texts compared", "'ä'.repeat(2e7).localeCompare('ä'.repeat(2e7) + 'b')"],
  ["a number of many digits", "new Intl.NumberFormat('en').format('9'.repeat(2e6))"],
  ["a big integer of many digits", "(10n ** 200000n).toLocaleString('en')"],
  ["a long list", "new Intl.ListFormat('en').format(new Array(2e5).fill('x'))"],
  ["a long list of locales", "new Intl.NumberFormat(new Array(1e6).fill('en'))"],
  ["a long locale", "new Intl.Locale('en-' + 'abcde-'.repeat(1e6))"],
  ["a long address", "new URL('http://a/' + 'ü'.repeat(2e7)).href.length"],
  ["a long query", "new URLSearchParams('a=b&'.repeat(5e6)).size"],
  ["a long domain", "require('url').domainToASCII('ü.'.repeat(1e6))"],
  ["Turkish letters", "'i'.repeat(5e7).toLocaleUpperCase('tr').length"],
  [
    "formatters without end",
    "(() => { for (let i = 0; ; i++) new Intl.DateTimeFormat('en', { timeZone: 'UTC', hour: i % 2 ? 'numeric' : '2-digit' }) })()",
  ],
  ["a long line of print", "console.log('x'.repeat(9e7))"],
  ["a long text encoded", "Buffer.from('ü'.repeat(3e7)).toString('base64').length"],
  ["a long text normalized", "'\\u0344'.repeat(2e7).normalize('NFC').length"],
  ["a join without end", "new Array(2 ** 31).join()"],
  ["a regex without end", "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ["a deep clone", "(() => { let x = []; for (let i = 0; i < 1e6; i++) x = [x]; return structuredClone(x) })()"],
  [
    "a deep inspection",
    "(() => { let x = []; for (let i = 0; i < 1e6; i++) x = [x]; return require('util').inspect(x, { depth: Infinity }).length })()",
  ],
  ["a deep JSON text", "JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)).length"],
];

for (const [what, code] of heavy) {
  test(`${what} ends in time, and the next run is fine`, async () => {
    const startedAt = monotonicMs();
    const outcome = await sandbox.run(requestFor("javascript", `const main = () => ${code}`, { limits: { timeMs } }));
    const spentMs = monotonicMs() - startedAt;
    const lostMs = lateness.lostSince(startedAt);
    assert.ok(
      spentMs < timeMs + toleranceMs + lostMs,
      `${Math.round(spentMs)} ms, ${Math.round(lostMs)} ms of them lost: ${JSON.stringify(outcome).slice(0, 200)}`,
    );
    const isWanted =
      outcome.kind === "returned" ||
      (outcome.kind === "threw" &&
        ["RangeError", "InternalError", "TypeError", "SyntaxError"].includes(outcome.error.type)) ||
      (outcome.kind === "stopped" && ["time", "memory"].includes(outcome.limit));
    assert.ok(isWanted, JSON.stringify(outcome).slice(0, 500));
    const next = await sandbox.run(requestFor("javascript", "const main = () => [2, 1].sort()"));
    assert.equal(next.kind === "returned" && next.resultText, "[1,2]");
  });
}

test("recursion in native code is an error that the code can catch", async () => {
  const code = `function main() {
    const caught = [];
    const attempt = (action) => { try { action(); caught.push("done") } catch (error) { caught.push(error instanceof Error) } };
    attempt(() => JSON.parse("[".repeat(50000) + "]".repeat(50000)));
    attempt(() => { const f = () => f(); f() });
    attempt(() => { let x = []; for (let i = 0; i < 10000; i++) x = [x]; JSON.stringify(x) });
    attempt(() => { let x = []; for (let i = 0; i < 10000; i++) x = [x]; structuredClone(x) });
    return caught;
  }`;
  const outcome = await sandbox.run(requestFor("javascript", code));
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome));
  const caught: unknown[] = JSON.parse(outcome.kind === "returned" ? outcome.resultText : "[]");
  assert.ok(
    caught.every((each) => each === true || each === "done") && caught[1] === true && caught[3] === true,
    String(caught),
  );
});
