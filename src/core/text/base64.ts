const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 of the text's UTF-8; a lone surrogate counts as U+FFFD. */
export function base64OfText(text: string): string {
  const bytes = utf8(text);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const characters = [18, 12, 6, 0].map((shift) => alphabet[(bits >> shift) & 63]);
    pieces.push(
      characters
        .slice(0, Math.min(4, bytes.length - at + 1))
        .join("")
        .padEnd(4, "="),
    );
  }
  return pieces.join("");
}

function utf8(text: string): readonly number[] {
  const wellFormed = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const bytes: number[] = [];
  for (const part of encodeURIComponent(wellFormed).matchAll(/%([0-9A-F]{2})|[^%]/g)) {
    bytes.push(part[1] === undefined ? part[0].charCodeAt(0) : Number.parseInt(part[1], 16));
  }
  return bytes;
}
