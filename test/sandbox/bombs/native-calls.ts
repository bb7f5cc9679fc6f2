import { type Bomb, inJavaScript, javascript } from "./bomb.ts";

const han = (count: number, step = 1) =>
  `let han = ''; for (let i = 0; i < ${count}; i++) han += String.fromCodePoint(0x4e00 + i * ${step}); `;
const crypto = "const { createHash, createHmac } = require('crypto'); ";
const marks = "const marks = '\\u0301\\u0327', swapped = '\\u0327\\u0301'; ";

/** What native code is not even asked for. */
export const refusedCalls: readonly Bomb[] = [
  ...javascript("threw RangeError", {
    "a host name of Han": inJavaScript(`${han(20000)}return new URL('http://' + han.repeat(3) + '/').hostname.length`),
    "a host name of marks": inJavaScript(`${marks}return new URL('http://a' + marks.repeat(60000) + '/').host.length`),
    "a host set": inJavaScript(`${han(20000)}const u = new URL('http://a/'); u.host = han.repeat(3)`),
    "a host name set": inJavaScript(`${han(20000)}const u = new URL('http://a/'); u.hostname = han.repeat(3)`),
    "an address set": inJavaScript(
      `${marks}const u = new URL('http://a/'); u.href = '  ht\\ttp:\\\\\\\\u:p@' + marks.repeat(60000) + '/x'`,
    ),
    "an escaped host name": inJavaScript(
      `${han(20000)}return new URL('ftp:///' + encodeURIComponent(han)).host.length`,
    ),
    "a host name of a file": inJavaScript(`${han(20000)}return new URL('file://x@' + han.repeat(3) + '/').host.length`),
    "a host name of a base": inJavaScript(`${han(20000)}return new URL('x', 'wss:' + han.repeat(3)).host.length`),
    "a host name without a scheme": inJavaScript(
      `${han(20000)}return new URL('\\\\/' + han, 'https://a/').host.length`,
    ),
    "a question whether it is an address": inJavaScript(`${han(20000)}return URL.canParse('http://' + han)`),
    "a host name in Punycode": inJavaScript("return new URL('http://xn--' + 'z9'.repeat(400000) + '/').host.length"),
    "a domain": inJavaScript(`${han(9000)}return require('url').domainToASCII(han).length`),
    "a domain in Unicode": inJavaScript(`${han(9000)}return require('url').domainToUnicode(han).length`),
    "a long address": inJavaScript("return new URL('http://a/' + '\"'.repeat(2e6)).href.length"),
    "a query of one value": inJavaScript("return new URLSearchParams('a=' + '%C3'.repeat(2e6)).size"),
    "one word of megabytes": inJavaScript(
      "return [...new Intl.Segmenter('en', { granularity: 'word' }).segment('a'.repeat(3e6))].length",
    ),
    "marks compared": inJavaScript(
      `${marks}return new Intl.Collator('en').compare('a' + marks.repeat(120000), 'a' + swapped.repeat(120000) + 'b')`,
    ),
    "Tibetan vowels compared": inJavaScript(
      "return ('\\u0f71\\u0f72'.repeat(60000)).localeCompare('\\u0f73'.repeat(60000))",
    ),
    "long texts compared": inJavaScript("return '\\u00e4'.repeat(1e6).localeCompare('\\u00e4'.repeat(1e6) + 'b')"),
    "a list of long texts": inJavaScript(
      "return new Intl.ListFormat('en').format(new Array(9999).fill('x'.repeat(3000))).length",
    ),
    "long locales": inJavaScript(
      "const l = []; for (let i = 0; i < 900; i++) l.push('en-x-' + i + '-abcdefgh'.repeat(100)); return Intl.getCanonicalLocales(l).length",
    ),
    "many locales": inJavaScript(
      "const l = []; for (let i = 0; i < 9999; i++) l.push('en-x-' + i.toString(36).padStart(3, 'a')); return Intl.NumberFormat.supportedLocalesOf(l).length",
    ),
    "a number of an exponent": inJavaScript(
      "return new Intl.NumberFormat('en', { minimumSignificantDigits: 2 }).format('1e-900000000').length",
    ),
    "a range of an exponent": inJavaScript(
      "return new Intl.NumberFormat('en').formatRangeToParts('1E-900000000 ', '2e-900000000').length",
    ),
    "a name for a long code": inJavaScript(
      "return new Intl.DisplayNames('en', { type: 'language' }).of('en-u-' + 'abcde-'.repeat(1e6) + 'x')",
    ),
    "a long option": inJavaScript("new Intl.DateTimeFormat('en', { timeZone: 'x'.repeat(1e6) })"),
    "a long key": inJavaScript(`${crypto}return createHmac('sha512', 'k'.repeat(3e5)).update('x').digest('hex')`),
    "a module's name": inJavaScript("require('x'.repeat(2e7))"),
    "a question of empty lists": inJavaScript(
      "const list = JSON.parse('[' + '[],'.repeat(8e5) + '[]]'); Array.prototype.toJSON = () => { delete Array.prototype.toJSON; return list }; new URL('http://a/')",
    ),
    "a big integer in words of a language": inJavaScript("return (10n ** 20000n).toLocaleString('de').length"),
    "letters of Turkish": inJavaScript("return 'i'.repeat(5e6).toLocaleUpperCase('tr').length"),
  }),
  // The words for it are found in the worker, in one pass.
  ...javascript("threw SyntaxError", {
    "blank lines before an error": `${"\n".repeat(300_000)}function main() { let a = ; }`,
  }),
];

/** What it is asked for in parts, or again and again, and what it would keep outside the engine's memory. */
export const nativeCalls: readonly Bomb[] = [
  ...javascript("time", {
    "host names again and again": inJavaScript(`${han(1000, 20)}for (;;) new URL('http://' + han + '/')`),
    "texts compared again and again": inJavaScript(
      `${marks}const a = ('a' + marks.repeat(15)).repeat(8000), b = ('a' + swapped.repeat(15)).repeat(8000); for (;;) a.localeCompare(b)`,
    ),
    "parameters of an address": inJavaScript(
      "const u = new URL('http://a/'); for (let i = 0; i < 900; i++) u.searchParams.append('k' + i, 'v'); for (;;) u.searchParams.set('k1', 'v')",
    ),
    "locales again and again": inJavaScript(
      "const l = []; for (let i = 0; i < 900; i++) l.push('en-x-' + i.toString(36).padStart(3, 'a')); for (;;) Intl.DateTimeFormat.supportedLocalesOf(l)",
    ),
    "formatters that are dropped": inJavaScript(
      "const zones = Intl.supportedValuesOf('timeZone'); for (let i = 0; ; i++) new Intl.DateTimeFormat(['th', 'ja', 'ar', 'fa'][i % 4], { timeZone: zones[i % zones.length], dateStyle: 'full' }).formatRange(0, 1e12 + i)",
    ),
    "formatters that are kept": inJavaScript(
      "const kept = []; for (let i = 0; ; i++) { kept.push(new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'full' })); kept[(i * 7) % kept.length].formatRange(0, 1e12) }",
    ),
    "collators that are dropped": inJavaScript(
      "for (let i = 0; ; i++) new Intl.Collator(['zh', 'ja', 'ko'][i % 3] + '-x-a' + (i % 997)).compare('\\u4e00', '\\u4e01')",
    ),
    "zones of luxon": inJavaScript(
      "const { DateTime } = require('luxon'); for (let i = 0; ; i++) DateTime.now().setZone(['Asia/Tokyo', 'Europe/Paris'][i % 2]).setLocale(['de', 'ja', 'fa', 'th'][i % 4]).toLocaleString(DateTime.DATETIME_HUGE)",
    ),
    "prints from within groups": inJavaScript(
      "for (let i = 0; i < 1e4; i++) console.group(); for (;;) console.log('x\\n'.repeat(1000))",
    ),
    "segments asked for from the end": inJavaScript(
      "const s = new Intl.Segmenter('th', { granularity: 'word' }).segment('\\u0e01\\u0e32'.repeat(130000)); for (;;) s.containing(259999)",
    ),
    "a join of nothing": inJavaScript("return new Array(2 ** 32 - 1).join('').length"),
    "a product of big integers": inJavaScript("for (let n = 3n ** 100000n; ; n = (n * n) % (3n ** 200000n)) ;"),
    "a search in a long text": inJavaScript("for (;;) ('a'.repeat(5e5) + 'b').indexOf('a'.repeat(2e5) + 'c')"),
  }),
  ...javascript("time | returned | memory", {
    "flags in a row": inJavaScript("return [...new Intl.Segmenter('en').segment('\\u{1f1e6}'.repeat(32000))].length"),
    "Thai letters": inJavaScript(
      "return Array.from(new Intl.Segmenter('th', { granularity: 'word' }).segment('\\u0e01'.repeat(262144))).length",
    ),
    "Thai words": inJavaScript(
      "let n = 0; for (const _ of new Intl.Segmenter('th', { granularity: 'word' }).segment('\\u0e01\\u0e32\\u0e23\\u0e17\\u0e14\\u0e2a\\u0e2d\\u0e1a'.repeat(32000))) n++; return n",
    ),
    "words of Han": inJavaScript(
      `${han(20000)}let n = 0; for (const _ of new Intl.Segmenter('zh', { granularity: 'word' }).segment(han.repeat(10))) n++; return n`,
    ),
    "long words": inJavaScript(
      "let n = 0; for (const _ of new Intl.Segmenter('en', { granularity: 'word' }).segment(('a'.repeat(1900) + ' ').repeat(3000))) n++; return n",
    ),
    "iterators of segments that are kept": inJavaScript(
      "const kept = []; for (;;) { const it = new Intl.Segmenter('th', { granularity: 'word' }).segment('\\u0e01\\u0e32\\u0e23'.repeat(1000))[Symbol.iterator](); it.next(); kept.push(it) }",
    ),
    "a query of pairs": inJavaScript("return new URLSearchParams('a&'.repeat(3e6)).size"),
    "a query written": inJavaScript(
      "const p = new URLSearchParams(); p.append('a', '\\u00fc'.repeat(4e6)); return p.toString().length",
    ),
    "a digest of a long text": inJavaScript(
      `${crypto}return createHash('sha3-512').update('x'.repeat(5e7)).digest('hex')`,
    ),
    "digests under way": inJavaScript(
      `${crypto}const kept = []; for (;;) kept.push(createHash('shake256', { outputLength: 1048576 }).update('x'.repeat(200000)))`,
    ),
    "timers that are kept": inJavaScript("for (;;) setTimeout(() => {}, 1e9, 'x'.repeat(1000))"),
    "a text normalized": inJavaScript(
      "return '\\u0f71\\u0f72\\u0f74'.repeat(300000).normalize('NFD').normalize('NFKC').length",
    ),
    "words of lodash": inJavaScript("return require('lodash').words('a'.repeat(3e5) + '\\u2019'.repeat(3e5)).length"),
    "a format of moment": inJavaScript(
      "return require('moment')('1'.repeat(1e6), 'YYYY'.repeat(1e5)).format('['.repeat(1e6)).length",
    ),
  }),
  ...javascript(
    "threw Error | threw RangeError | threw SyntaxError | threw ParserError | threw LexerError | returned | time",
    {
      "digests within digests": inJavaScript(
        `${crypto}const data = 'x'.repeat(140000); let depth = 0; Array.prototype.toJSON = function () { if (depth < 40) { depth++; try { createHash('md5').update(data).digest() } finally { depth-- } } return this }; return createHash('md5').update(data).digest('hex')`,
      ),
      "an error of megabytes": inJavaScript(
        "const e = new Error('m'.repeat(2e6)); e.stack = '    at f (' + ' ('.repeat(1e6) + ':1:1)'; throw e",
      ),
      "a stack of brackets": inJavaScript(
        "const e = new Error('m'); e.stack = Array(10).fill('    at ' + ' ('.repeat(4000) + ':1:1').join('\\n'); throw e",
      ),
      "a forged description": inJavaScript(
        "const long = 'x'.repeat(3e7); String.prototype.toJSON = () => long; throw new Error('honest')",
      ),
      "a parse of luxon": inJavaScript(
        "const { DateTime } = require('luxon'); return String(DateTime.fromFormat('1'.repeat(1e5), 'yyyy'.repeat(1e4)))",
      ),
      "a query of jmespath": inJavaScript(
        "return require('jmespath').search({ a: [1, 2, 3] }, 'a' + '[*]'.repeat(2e5))",
      ),
      "a deep query of jmespath": inJavaScript("return require('jmespath').search({}, '['.repeat(1e5))"),
      "a template of lodash": inJavaScript("return require('lodash').template('<%'.repeat(2e5))({}).length"),
    },
  ),
];
