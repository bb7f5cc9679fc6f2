/**
 * A readable file name, without its ending, for every title: the letters and digits of any script, with dashes between.
 * No two are alike, also where a file system takes capitals for small letters. `kept` are names that are taken already,
 * by id: a node that is renamed in its workflow keeps its file's name. `others` are names of other files.
 */
export function fileStems(
  nodes: readonly { readonly id: string; readonly title: string }[],
  kept: ReadonlyMap<string, string> = new Map(),
  others: readonly string[] = [],
): ReadonlyMap<string, string> {
  const taken = new Set([...kept.values(), ...others].map(folded));
  const stems = new Map<string, string>();
  const numbers = new Map<string, number>();
  for (const { id, title } of nodes) {
    const stem = kept.get(id) ?? freeStem(stemOf(title), taken, numbers);
    taken.add(folded(stem));
    stems.set(id, stem);
  }
  return stems;
}

/** File systems take names of 255 bytes; a character has up to four. */
const maxCharacters = 50;

/** Names that Windows keeps for devices, and those that Python and its checkers take for something else than a module. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|__\w+__)$/;

function stemOf(title: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}_]+/u);
  const stem = [...words.filter((word) => word !== "").join("-")].slice(0, maxCharacters).join("");
  if (stem === "" || isReserved(stem)) return stem === "" ? "node" : `node-${stem}`;
  return stem.replace(/-$/, "");
}

/** `numbers` remembers the lowest number that each stem may have free. */
function freeStem(stem: string, taken: ReadonlySet<string>, numbers: Map<string, number>): string {
  if (!taken.has(folded(stem))) return stem;
  let number = numbers.get(stem) ?? 2;
  while (taken.has(folded(`${stem}-${number}`))) number++;
  numbers.set(stem, number);
  return `${stem}-${number}`;
}

/** Whether the name, without its ending, is no file's everywhere. */
export function isReserved(stem: string): boolean {
  return reserved.test(folded(stem));
}

/** As a file system may compare names. */
function folded(stem: string): string {
  return stem.normalize("NFKC").toUpperCase().toLowerCase();
}
