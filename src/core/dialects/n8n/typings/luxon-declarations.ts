/// <reference path="./text-files.d.ts" />
import helping from "luxon-types/_util.d.ts";
import dateTime from "luxon-types/datetime.d.ts";
import duration from "luxon-types/duration.d.ts";
import info from "luxon-types/info.d.ts";
import interval from "luxon-types/interval.d.ts";
import misc from "luxon-types/misc.d.ts";
import settings from "luxon-types/settings.d.ts";
import zone from "luxon-types/zone.d.ts";

/** Luxon's own declarations as one module, so that a node's folder needs no packages. */
export function luxonDeclarations(): string {
  const files = [helping, dateTime, duration, info, interval, misc, settings, zone].map(inOneModule);
  return `// The declarations of luxon 3.7, from the package @types/luxon (MIT).\ndeclare module "luxon" {\n${files.join("\n")}\nexport const VERSION: string;\n}\n`;
}

/** Nothing has to be imported any more, and "declare" goes without saying. */
function inOneModule(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/^import\s[^;]*;\n/gm, "")
    .replace(/^declare (?=const|class)/gm, "")
    .trim();
}
