// Why a text is not read at all, be it YAML or not.
import { deepestNesting } from "./nesting.ts";
import { mostParts } from "./read-tokens.ts";

export type GivenUp = "too-deep" | "too-many";

export const givenUp = {
  "too-deep": {
    code: "TOO_DEEP",
    message: `More than ${deepestNesting} lists and mappings lie inside each other here`,
  },
  "too-many": { code: "TOO_MANY_PARTS", message: `There are more than ${mostParts.toLocaleString("en")} parts` },
} as const;

export function isGivenUp([first]: readonly { readonly code: string }[]): boolean {
  return Object.values(givenUp).some(({ code }) => code === first?.code);
}
