import assert from "node:assert/strict";
import { test } from "node:test";
import { growthOf, workOf } from "./counted-work.ts";

const blanks = (size: number) => `x${" ".repeat(size)}y`;

function growth(act: (text: string) => unknown): number {
  return growthOf(blanks, act).factor;
}

test("work grows as the code says, whoever does it", () => {
  const cases: readonly (readonly [act: (text: string) => unknown, factor: number])[] = [
    [(text) => [...text].map((character) => character.length), 2],
    [(text) => /[ ]+z/.exec(text), 4],
    [(text) => /\s+$/.test(text), 4],
    [(text) => text.replace(/ +z/g, ""), 4],
    [(text) => text.match(/x(?: |\t)*z/y), 2],
    [(text) => text.split(/ /), 2],
    [(text) => [...text.matchAll(/ (?=.*z)/g)], 4],
    [(text) => /(?<=^x *)y/.test(text), 4],
    [(text) => [...text].filter((character) => text.indexOf("z") > 0 && character), 4],
    [(text) => [...text].map((_, index, all) => all.slice(index)), 4],
    [(text) => Array.from(text).reduce<string[]>((all, each) => all.concat(each), []), 4],
    [
      (text) => {
        for (const one of text) for (const other of text) if (one === other && one === "z") return true;
        return false;
      },
      4,
    ],
  ];
  for (const [act, factor] of cases) {
    const found = growth(act);
    assert.ok(Math.abs(found - factor) < 0.3, `${act}: ${found}`);
  }
});

test("the same work is the same number", () => {
  const act = () => [..."abcabc".repeat(50)].sort().join("").replace(/a+/g, "b");
  workOf(act);
  assert.equal(workOf(act), workOf(act));
});

test("regular expressions are walked as V8 walks them", () => {
  const texts = ["", "a", "aab", "abcabc", "a\nb\n", "x  y", "\u{1f600}a", "foo.bar(baz)", "'a''b'", "K\u212a"];
  const patterns = [
    /(a+)+b/g,
    /(?:a|ab)(c|bcd)?/g,
    /^(?<one>.)(.*?)\k<one>/gms,
    /(?<!a)b|\bfoo\b/g,
    /[^\s'"]{2,}?/g,
    /(?:(a)|b)*/g,
    /\p{L}(?=\P{L})/gu,
    /k/gi,
    /'(?:[^']|'')*'/y,
    /(a*)*$/g,
    /.{1,3}$/gmu,
  ];
  const run = () => texts.map((text) => patterns.map((pattern) => text.replace(pattern, "-")));
  assert.ok(workOf(run) > 0);
});
