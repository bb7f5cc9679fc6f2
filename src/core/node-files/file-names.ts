/**
 * A readable file name, without its ending, for every title: the letters and digits of any script, with dashes between.
 * No two are alike, also where a file system takes capitals for small letters. `kept` are names that are taken already,
 * by id: a node that is renamed in its workflow keeps its file's name.
 */
export function fileStems(
  nodes: readonly { readonly id: string; readonly title: string }[],
  kept: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const taken = new Set([...kept.values()].map(folded));
  const stems = new Map<string, string>();
  for (const { id, title } of nodes) {
    const stem = kept.get(id) ?? freeStem(stemOf(title), taken);
    taken.add(folded(stem));
    stems.set(id, stem);
  }
  return stems;
}

/** File systems take names of 255 bytes; a character has up to four. */
const maxCharacters = 50;

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

function stemOf(title: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}_]+/u);
  const stem = [...words.filter((word) => word !== "").join("-")].slice(0, maxCharacters).join("");
  if (stem === "" || reserved.test(stem)) return stem === "" ? "node" : `node-${stem}`;
  return stem.replace(/-$/, "");
}

function freeStem(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(folded(stem))) return stem;
  for (let number = 2; ; number++) {
    const numbered = `${stem}-${number}`;
    if (!taken.has(folded(numbered))) return numbered;
  }
}

/** As a file system may compare names. */
function folded(stem: string): string {
  return stem.normalize("NFKC").toLowerCase();
}
