import { domainToASCII, domainToUnicode, URL, URLSearchParams } from "node:url";
import { checkAddress, checkHost } from "./host-names.ts";
import { hostLimits } from "./limits.ts";
import { beyond, list, text } from "./reading.ts";

const parts = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;
type Part = (typeof parts)[number];

export const urlFunctions = {
  /** `[text, base or null]`: the parts, or null when it is no URL. */
  "url.parse"(question: unknown): Record<Part, string> | null {
    const [address, base] = list(question, 2);
    const text1 = readAddress(address);
    const text2 = base === null ? undefined : readAddress(base);
    return partsOf(() => new URL(text1, text2));
  },
  /** `[href, part, value]`: the parts after the change, or null when the change makes no URL. */
  "url.change"(question: unknown): Record<Part, string> | null {
    const [href, name, value] = list(question, 3);
    const part = parts.find((known) => known === name && known !== "origin");
    if (part === undefined || part === "origin") return null;
    const whole = readAddress(href);
    const change = part === "href" ? readAddress(value) : text(value, hostLimits.addressCharacters);
    if (part === "host" || part === "hostname") checkHost(change);
    return partsOf(() => {
      const url = new URL(whole);
      url[part] = change;
      return url;
    });
  },
  /** One pair may be as long as an address. */
  "url.readQuery"(query: unknown): readonly (readonly [string, string])[] {
    const read = text(query, hostLimits.addressCharacters);
    if (read.length > hostLimits.queryCharacters && read.includes("&")) {
      throw beyond(hostLimits.queryCharacters, "characters of a query at once");
    }
    return [...new URLSearchParams(read)];
  },
  "url.domainToASCII": (domain: unknown): string => domainToASCII(readDomain(domain)),
  "url.domainToUnicode": (domain: unknown): string => domainToUnicode(readDomain(domain)),
};

function readAddress(value: unknown): string {
  const address = text(value, hostLimits.addressCharacters);
  checkAddress(address);
  return address;
}

function readDomain(value: unknown): string {
  const domain = text(value, hostLimits.domainCharacters);
  checkHost(domain);
  return domain;
}

function partsOf(make: () => URL): Record<Part, string> | null {
  try {
    const url = make();
    return Object.fromEntries(parts.map((part) => [part, url[part]])) as Record<Part, string>;
  } catch {
    return null;
  }
}
