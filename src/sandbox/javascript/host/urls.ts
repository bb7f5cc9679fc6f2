import { domainToASCII, domainToUnicode, URL, URLSearchParams } from "node:url";
import { list, text } from "./reading.ts";

const maxCharacters = 4 * 1024 * 1024;
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
    const text1 = text(address, maxCharacters);
    const text2 = base === null ? undefined : text(base, maxCharacters);
    return partsOf(() => new URL(text1, text2));
  },
  /** `[href, part, value]`: the parts after the change, or null when the change makes no URL. */
  "url.change"(question: unknown): Record<Part, string> | null {
    const [href, name, value] = list(question, 3).map((item) => text(item, maxCharacters));
    const part = parts.find((known) => known === name && known !== "origin");
    if (href === undefined || value === undefined || part === undefined || part === "origin") return null;
    return partsOf(() => {
      const url = new URL(href);
      url[part] = value;
      return url;
    });
  },
  "url.readQuery": (query: unknown): readonly (readonly [string, string])[] => [
    ...new URLSearchParams(text(query, maxCharacters)),
  ],
  "url.writeQuery"(pairs: unknown): string {
    if (!Array.isArray(pairs)) throw new TypeError("The question has another form.");
    const parameters = new URLSearchParams();
    for (const pair of pairs) {
      const [name, value] = list(pair, 2);
      parameters.append(text(name, maxCharacters), text(value, maxCharacters));
    }
    return parameters.toString();
  },
  "url.domainToASCII": (domain: unknown): string => domainToASCII(text(domain, 10_000)),
  "url.domainToUnicode": (domain: unknown): string => domainToUnicode(text(domain, 10_000)),
};

function partsOf(make: () => URL): Record<Part, string> | null {
  try {
    const url = make();
    return Object.fromEntries(parts.map((part) => [part, url[part]])) as Record<Part, string>;
  } catch {
    return null;
  }
}
