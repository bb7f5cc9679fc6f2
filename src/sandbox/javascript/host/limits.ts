/**
 * How much the guest may ask of native code at once. V8, ICU, Ada and OpenSSL cannot be interrupted, so each single call
 * is bounded by what it costs before it begins: some 50 ms at most on an idle machine. What costs more is asked in parts,
 * between which the engine can be stopped.
 */
export const hostLimits = {
  /** UTS #46 maps and Punycode encodes in the square of the length; a domain name has 253 characters at most. */
  hostCharacters: 1024,
  /** What Punycode made of so many: each may stand for several others. */
  punycodeCharacters: 16 * 1024,
  /** Every other part of an address is read in one pass and can become six times as long. */
  addressCharacters: 512 * 1024,
  domainCharacters: 10_000,
  /** Each pair of a query is an object; the guest sends the pairs of a longer query in parts. */
  queryCharacters: 64 * 1024,
  /** Algorithms are slow by the byte: sha3-512 takes 8 ms for a megabyte. The guest sends more in parts. */
  digestBytes: 128 * 1024,
  keyBytes: 256 * 1024,
  digestOutputBytes: 1024 * 1024,
  /** Of one run, digests that have begun and not ended. */
  openDigests: 16,
  randomBytes: 65_536,
  /** A MAC takes some 4 µs. The guest asks for more in parts. */
  derivationRounds: 5000,
  derivedBytes: 64 * 1024,
  /** What Node does when nothing else is said takes 40 ms, and 16 MB. */
  scryptCost: 16_384 * 8,
  /** zlib packs some 10 MB a second at its slowest, brotli half a megabyte, and each unpacks 100. */
  packedBytes: 512 * 1024,
  brotliBytes: 16 * 1024,
  unpackedBytes: 4 * 1024 * 1024,
  /** ICU allocates some 100 KB for a formatter; the guest makes a forgotten one anew. */
  formatters: 100,
  /** Equal tags are looked for in the square of their number. */
  locales: 1000,
  localeCharacters: 1000,
  allLocalesCharacters: 64 * 1024,
  optionCharacters: 1000,
  digits: 10_000,
  /** An exponent is written out: 1e-1000000 has a million digits. */
  exponent: 10_000,
  collatedCharacters: 256 * 1024,
  /** Put in order by insertion, hence in the square of their number; UAX #15 knows no text that needs more than 30. */
  marksInARow: 32,
  listParts: 10_000,
  listCharacters: 256 * 1024,
  /** Of one segment. */
  segmentedCharacters: 256 * 1024,
  /** V8 copies the whole text for each of its segments. */
  copiedCharacters: 4 * 1024 * 1024,
  codeCharacters: 1000,
  caseCharacters: 1024 * 1024,
  moduleNameCharacters: 1000,
} as const;
