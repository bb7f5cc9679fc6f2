/**
 * The text with the characters that escapes of JSON and YAML stand for, where those are letters and signs of ASCII: for a
 * look that does not parse. `\\u0063`, `\\x63` and `\\U00000063` are c.
 */
export function withPlainEscapes(text: string): string {
  return text.replace(/\\(?:u00|x|U000000)([2-7][\da-f])/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
