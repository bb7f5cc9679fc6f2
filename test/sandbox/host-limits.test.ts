import assert from "node:assert/strict";
import { test } from "node:test";
import { answerText, hostFunctions, maxQuestionCharacters } from "../../src/sandbox/javascript/host/host-functions.ts";
import { hostLimits } from "../../src/sandbox/javascript/host/limits.ts";

// Native code cannot be interrupted: of every operation the costliest question is asked that it still takes, and the
// next one that it does not.
interface Bound {
  readonly operation: string;
  readonly what: string;
  /** What the limit counts is 1 below and 1 above it. */
  question(count: number): unknown;
  /** Those that the question is for; new ones when absent. */
  functions?(): ReturnType<typeof hostFunctions>;
  readonly most: number;
}

const han = (count: number) => Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");
const { hostCharacters, addressCharacters, punycodeCharacters, localeCharacters, collatedCharacters } = hostLimits;
const use = (kind: string, locale: string, options: object, method: string, values: readonly unknown[]) => {
  const functions = hostFunctions();
  const { id } = answer(functions, "intl.make", [kind, [locale], options]) as { readonly id: number };
  return { functions, question: [id, method, values] };
};

const bounds: readonly Bound[] = [
  {
    operation: "hash",
    what: "bytes",
    question: (n) => ["\xff".repeat(n), "sha3-512", null, null],
    most: hostLimits.digestBytes,
  },
  {
    operation: "hash",
    what: "bytes of the key",
    question: (n) => ["", "sha512", "\xff".repeat(n), null],
    most: hostLimits.keyBytes,
  },
  {
    operation: "hash",
    what: "bytes of output",
    question: (n) => ["", "shake256", null, n],
    most: hostLimits.digestOutputBytes,
  },
  {
    operation: "hash.open",
    what: "bytes of the key",
    question: (n) => ["sha512", "\xff".repeat(n), null],
    most: hostLimits.keyBytes,
  },
  {
    operation: "cipher.update",
    what: "bytes",
    question: (n) => [1, "\xff".repeat(n)],
    functions: () => {
      const functions = hostFunctions();
      answer(functions, "cipher.open", ["encrypt", "aes-256-cbc", "k".repeat(32), "i".repeat(16), null]);
      return functions;
    },
    most: hostLimits.digestBytes,
  },
  {
    operation: "pbkdf2.rounds",
    what: "rounds",
    question: (n) => ["sha512", "p".repeat(200), "l".repeat(64), n],
    most: hostLimits.derivationRounds,
  },
  {
    operation: "pbkdf2.rounds",
    what: "bytes of the password",
    question: (n) => ["sha512", "\xff".repeat(n), "l".repeat(64), 1],
    most: hostLimits.keyBytes,
  },
  {
    operation: "scrypt",
    what: "bytes of the password",
    question: (n) => ["\xff".repeat(n), "s", 64, 16384, 8, 1, 32 * 1024 * 1024],
    most: hostLimits.keyBytes,
  },
  {
    operation: "scrypt",
    what: "bytes of the key",
    question: (n) => ["p", "s", n, 2, 1, 1, 32 * 1024 * 1024],
    most: hostLimits.derivedBytes,
  },
  {
    operation: "zlib",
    what: "bytes to pack",
    question: (n) => [
      "gzipSync",
      Array.from({ length: n }, (_, at) => String.fromCharCode((at * at * 31 + at) & 255)).join(""),
      9,
    ],
    most: hostLimits.packedBytes,
  },
  {
    operation: "zlib",
    what: "bytes for brotli",
    question: (n) => ["brotliCompressSync", "ab c".repeat(n).slice(0, n), null],
    most: hostLimits.brotliBytes,
  },
  { operation: "random", what: "bytes", question: (n) => n, most: hostLimits.randomBytes },
  {
    operation: "url.parse",
    what: "characters",
    question: (n) => [`http://a/${"ü".repeat(n - 9)}`, null],
    most: addressCharacters,
  },
  {
    operation: "url.parse",
    what: "characters of the base",
    question: (n) => ["b", `http://a/${"ü".repeat(n - 9)}`],
    most: addressCharacters,
  },
  {
    operation: "url.parse",
    what: "characters of a host",
    question: (n) => [`http://${han(n)}/`, null],
    most: hostCharacters,
  },
  {
    operation: "url.parse",
    what: "characters of a host behind a user",
    question: (n) => [`ws:\\\\@a:@${han(n)}?/`, null],
    most: hostCharacters,
  },
  {
    operation: "url.parse",
    what: "characters of a host of a base",
    question: (n) => ["b", ` \thttps:/${han(n)}#`],
    most: hostCharacters,
  },
  {
    operation: "url.parse",
    what: "characters of a host in pieces",
    question: (n) => [`ht\ntp://${han(n).split("").join("\t")}`, null],
    most: hostCharacters,
  },
  {
    operation: "url.parse",
    what: "characters of Punycode",
    question: (n) => [`http://XN--${"z".repeat(n - 4)}/`, null],
    most: punycodeCharacters,
  },
  {
    operation: "url.change",
    what: "characters of a host",
    question: (n) => ["http://a/", "host", han(n)],
    most: hostCharacters,
  },
  {
    operation: "url.change",
    what: "characters of a host name",
    question: (n) => ["http://a/", "hostname", `@${han(n - 1)}`],
    most: hostCharacters,
  },
  {
    operation: "url.change",
    what: "characters of an address's host",
    question: (n) => ["http://a/", "href", `ftp://${han(n)}`],
    most: hostCharacters,
  },
  {
    operation: "url.change",
    what: "characters of a part",
    question: (n) => ["http://a/", "hash", "ü".repeat(n)],
    most: addressCharacters,
  },
  {
    operation: "url.readQuery",
    what: "characters of pairs",
    question: (n) => "a&".repeat(n / 2 + 1).slice(0, n),
    most: hostLimits.queryCharacters,
  },
  {
    operation: "url.readQuery",
    what: "characters of one pair",
    question: (n) => "ü".repeat(n),
    most: addressCharacters,
  },
  { operation: "url.domainToASCII", what: "characters", question: han, most: hostCharacters },
  { operation: "url.domainToUnicode", what: "characters", question: han, most: hostCharacters },
  {
    operation: "url.domainToASCII",
    what: "characters of ASCII",
    question: (n) => "a".repeat(n),
    most: hostLimits.domainCharacters,
  },
  {
    operation: "intl.make",
    what: "locales",
    question: (n) => ["Collator", Array(n).fill("en"), null],
    most: hostLimits.locales,
  },
  {
    operation: "intl.make",
    what: "characters of an option",
    question: (n) => ["Collator", [], { unknown: "x".repeat(n) }],
    most: hostLimits.optionCharacters,
  },
  {
    operation: "intl.supportedLocalesOf",
    what: "locales",
    question: (n) => ["Collator", Array(n).fill("en"), null],
    most: hostLimits.locales,
  },
  {
    operation: "intl.getCanonicalLocales",
    what: "locales",
    question: (n) => Array(n).fill("en"),
    most: hostLimits.locales,
  },
  {
    operation: "intl.getCanonicalLocales",
    what: "characters of all locales",
    question: (n) => [...Array(Math.floor(n / 512) - 1).fill(tag(512)), tag(512 + (n % 512))],
    most: hostLimits.allLocalesCharacters,
  },
  { operation: "intl.locale", what: "characters", question: (n) => [tag(n), null], most: localeCharacters },
  {
    operation: "intl.date",
    what: "characters of a locale",
    question: (n) => [0, "toLocaleString", [tag(n)], null],
    most: localeCharacters,
  },
  {
    operation: "intl.case",
    what: "characters",
    question: (n) => ["i".repeat(n), "toLocaleUpperCase", ["tr"]],
    most: hostLimits.caseCharacters,
  },
];

for (const { operation, what, question, most, functions: functionsFor = hostFunctions } of bounds) {
  test(`${operation} takes ${most} ${what}, and not one more`, () => {
    const functions = functionsFor();
    const atMost = JSON.stringify(question(most));
    assert.ok(atMost.length <= maxQuestionCharacters(operation), "the question itself is too long");
    const taken = answerText(functions.get(operation), atMost);
    assert.doesNotMatch(taken, refused);
    const beyond = answerText(functions.get(operation), JSON.stringify(question(most + 1)));
    assert.match(beyond, refused);
  });
}

const uses: readonly (readonly [what: string, most: number, ask: (count: number) => ReturnType<typeof use>])[] = [
  ["digits", hostLimits.digits, (n) => use("NumberFormat", "en", {}, "format", [["bigint", "9".repeat(n)]])],
  [
    "as an exponent",
    hostLimits.exponent,
    (n) => use("NumberFormat", "en", { minimumSignificantDigits: 2 }, "formatToParts", [["string", `1E-${n} `]]),
  ],
  ["characters compared", collatedCharacters, (n) => use("Collator", "en", {}, "compare", ["ä".repeat(n), "b"])],
  [
    "marks in a row",
    hostLimits.marksInARow,
    (n) => use("Collator", "en", {}, "compare", [`a${"\u0301".repeat(n)}b`, "a"]),
  ],
  ["parts of a list", hostLimits.listParts, (n) => use("ListFormat", "en", {}, "formatToParts", [Array(n).fill("x")])],
  [
    "characters of a list",
    hostLimits.listCharacters,
    (n) => use("ListFormat", "en", {}, "format", [["x".repeat(n - 1), "y"]]),
  ],
  [
    "characters of a unit",
    hostLimits.codeCharacters,
    (n) => use("RelativeTimeFormat", "en", {}, "format", [["number", "1"], "x".repeat(n)]),
  ],
  [
    "characters of a code",
    hostLimits.codeCharacters,
    (n) => use("DisplayNames", "en", { type: "region" }, "of", ["x".repeat(n)]),
  ],
  [
    "characters in segments",
    hostLimits.segmentedCharacters,
    (n) => use("Segmenter", "en", {}, "segment", ["a".repeat(n)]),
  ],
];

for (const [what, most, ask] of uses) {
  test(`a formatter takes ${most} ${what}, and not one more`, () => {
    const asked = (count: number) => {
      const { functions, question } = ask(count);
      const questionText = JSON.stringify(question);
      assert.ok(questionText.length <= maxQuestionCharacters("intl.use"), "the question itself is too long");
      return answerText(functions.get("intl.use"), questionText);
    };
    assert.doesNotMatch(asked(most), refused);
    assert.match(asked(most + 1), refused);
  });
}

test("segments come in so few at a time that copying the text for each costs no more than it may", () => {
  for (const length of [100, 2048, 16_384, hostLimits.segmentedCharacters]) {
    const { functions, question } = use("Segmenter", "th", { granularity: "grapheme" }, "segment", [
      "a".repeat(length),
    ]);
    const { result } = answer(functions, "intl.use", question) as { readonly result: readonly unknown[] };
    assert.ok(
      result.length >= 1 && result.length * length <= hostLimits.copiedCharacters,
      `${result.length} of ${length}`,
    );
  }
});

test("the host keeps a limited number of formatters and of digests", () => {
  const functions = hostFunctions();
  const make = functions.get("intl.make");
  for (let made = 0; made < 3 * hostLimits.formatters; made++) make?.(["DateTimeFormat", ["en"], null]);
  const used = (id: number) => answer(functions, "intl.use", [id, "format", [0]]) as { readonly isForgotten?: boolean };
  const known = Array.from({ length: 3 * hostLimits.formatters }, (_, at) => used(at + 1)).filter(
    (one) => !one.isForgotten,
  );
  assert.equal(known.length, hostLimits.formatters);

  for (let opened = 0; opened < 3 * hostLimits.openDigests; opened++) functions.get("hash.open")?.(["md5", null, null]);
  const closed = Array.from({ length: 3 * hostLimits.openDigests }, (_, at) =>
    answerText(functions.get("hash.close"), String(at + 1)),
  );
  assert.equal(closed.filter((answer) => !refused.test(answer)).length, hostLimits.openDigests);
});

test("every operation has a bound, or takes nothing that could be long", () => {
  const bounded = new Set([...bounds.map(({ operation }) => operation), "intl.use", "hash.feed", "hash.close"]);
  const short = [
    "hashes",
    "ciphers",
    "cipher.open",
    "cipher.final",
    "cipher.set",
    "cipher.tag",
    "intl.zoneName",
    "intl.supportedValuesOf",
  ];
  assert.deepEqual(
    [...hostFunctions().keys()].filter((operation) => !bounded.has(operation) && !short.includes(operation)),
    [],
  );
  for (const operation of [...hostFunctions().keys(), "print"]) {
    assert.ok(maxQuestionCharacters(operation) <= 8 * 1024 * 1024, operation);
  }
});

function answer(functions: ReturnType<typeof hostFunctions>, operation: string, question: unknown): unknown {
  return functions.get(operation)?.(question);
}

const refused = /"RangeError".*(?:A local run (?:takes|has) (?:at most|a whole number))/;

/** A well-formed tag of so many characters. */
function tag(length: number): string {
  const whole = `en-x${"-abcdefgh".repeat(Math.ceil(length / 9))}`.slice(0, length);
  return whole.endsWith("-") ? `${whole.slice(0, -2)}ab`.replace(/-([^-]{9})$/, "-$1") : whole;
}
