// `atob` and `btoa`.
import { Buffer } from "./buffer.js";
import { DOMException } from "./dom-exception.js";

export function btoa(input) {
  if (arguments.length === 0) throw new TypeError('The "input" argument must be specified');
  const text = String(input);
  if (/[^\0-\xff]/.test(text)) throw new DOMException("Invalid character", "InvalidCharacterError");
  return Buffer.from(text, "latin1").toString("base64");
}

export function atob(input) {
  if (arguments.length === 0) throw new TypeError('The "input" argument must be specified');
  let text = String(input).replace(/[\t\n\f\r ]/g, "");
  if (text.length % 4 === 0) text = text.replace(/==?$/, "");
  if (/[^A-Za-z0-9+/]/.test(text)) throw new DOMException("Invalid character", "InvalidCharacterError");
  if (text.length % 4 === 1) {
    throw new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
  }
  return Buffer.from(text, "base64").toString("latin1");
}
