import { jsonEntries, type MaybeEntry } from "../json/make-json.ts";
import { writeJson } from "../json/write-json.ts";

/** The text of a `.node.json`; members whose value is undefined are left out. */
export function declarationText(members: readonly MaybeEntry[]): string {
  return `${writeJson(jsonEntries(members), { indent: 2 })}\n`;
}
