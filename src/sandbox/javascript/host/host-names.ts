import { hostLimits } from "./limits.ts";
import { beyond } from "./reading.ts";

/**
 * Throws when the host name in an address could keep the parser busy. Where the parser finds no host this may look at a
 * part of the path instead; it never overlooks a host that the parser would decode.
 */
export function checkAddress(address: string): void {
  // As the parser does: these are nowhere part of an address.
  const read = address.replace(/[\t\n\r]/g, "").replace(leading, "");
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(read)?.[0].toLowerCase() ?? "";
  // Hosts of other schemes are escaped, in one pass.
  if (scheme !== "" && !decodingSchemes.has(scheme)) return;
  const slashes = /^[/\\]*/.exec(read.slice(scheme.length))?.[0] ?? "";
  // A lone slash begins a path; an address without a scheme has a host after two.
  if (scheme === "" && slashes.length < 2) return;
  const start = scheme.length + slashes.length;
  const length = read.slice(start).search(/[/\\?#]/);
  const authority = length < 0 ? read.slice(start) : read.slice(start, start + length);
  const hasUser = scheme !== "" && scheme !== "file:";
  checkHost(hasUser ? authority.slice(authority.lastIndexOf("@") + 1) : authority);
}

/** The same for a host name alone. */
export function checkHost(name: string): void {
  if (name.length > hostLimits.hostCharacters && /[^\0-\x7f]|%/.test(name)) {
    throw beyond(hostLimits.hostCharacters, "characters of a host name that is not plain ASCII");
  }
  if (name.length > hostLimits.punycodeCharacters && /xn--/i.test(name)) {
    throw beyond(hostLimits.punycodeCharacters, "characters of a host name in Punycode");
  }
}

const decodingSchemes = new Set(["http:", "https:", "ws:", "wss:", "ftp:", "file:"]);

/** Control characters and spaces, which the parser leaves out at the start. */
const leading = /^[\0- ]+/;
