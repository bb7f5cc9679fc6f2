import fc from "fast-check";

/** Code as nobody would write it, with everything that a spelling can stumble over; no lone surrogates. */
export function arbitraryCode(): fc.Arbitrary<string> {
  const pieces = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        "def main(a):",
        "return",
        "{{#1711.text#}}",
        "x = 1",
        "it's",
        '"q"',
        "\\d+",
        "你好",
        "# ",
        ": ",
      ),
    },
    {
      weight: 6,
      arbitrary: fc.constantFrom("\n", "\n    ", "\n\n", " ", "  ", "\t", "\n\t", " \n", "\n  \n", "\n\n\n"),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        "😀",
        "\0",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\xa0",
        "\r",
        "\r\n",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\\u003c",
        "\\",
        "<",
        "/",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "long ".repeat(300),
        "x".repeat(3000),
        " ".repeat(100),
        "---\n",
        "...\n",
        "- ",
        "? ",
        "=",
      ),
    },
  );
  return fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
}
