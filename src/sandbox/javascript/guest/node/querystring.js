// `require("querystring")`. A `+` is a space, and what cannot be decoded stays as it is.
import { TextDecoder } from "../text-encoding.js";

export const escape = (text) =>
  encodeURIComponent(String(text).toWellFormed()).replace(/[^\w!'()*~.%-]/g, (letter) => encodeURIComponent(letter));

export function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
      new TextDecoder().decode(Uint8Array.from(escaped.slice(1).split("%"), (byte) => Number.parseInt(byte, 16))),
    );
  }
}

export function stringify(object, separator = "&", equals = "=", { encodeURIComponent: encode = escape } = {}) {
  if (object === null || typeof object !== "object") return "";
  const written = (value) => {
    const isWritten =
      typeof value === "string" || Number.isFinite(value) || ["bigint", "boolean"].includes(typeof value);
    return isWritten ? encode(String(value)) : "";
  };
  return Object.keys(object)
    .flatMap((key) => [object[key]].flat(1).map((value) => `${written(key)}${equals || "="}${written(value)}`))
    .join(separator || "&");
}

export function parse(
  text,
  separator = "&",
  equals = "=",
  { maxKeys = 1000, decodeURIComponent: decode = unescape } = {},
) {
  const result = Object.create(null);
  if (typeof text !== "string" || text === "") return result;
  const parts = text.split(separator || "&").filter((part) => part !== "");
  const decoded = (part) => {
    const spaced = part.replaceAll("+", " ");
    try {
      return decode(spaced);
    } catch {
      return unescape(spaced);
    }
  };
  for (const part of maxKeys > 0 ? parts.slice(0, maxKeys) : parts) {
    const at = part.indexOf(equals || "=");
    const key = decoded(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? "" : decoded(part.slice(at + (equals || "=").length));
    if (!(key in result)) result[key] = value;
    else if (Array.isArray(result[key])) result[key].push(value);
    else result[key] = [result[key], value];
  }
  return result;
}

export const querystring = { decode: parse, encode: stringify, escape, parse, stringify, unescape };
