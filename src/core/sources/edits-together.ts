/** How often a file may be read again in one search: of edits that resist, the others are found by halves. */
const mostTries = 24;

/**
 * Which of `wanted` can be done at once: all when `hold` says so, else those that are left when the ones that resist are
 * taken out. `resisting` are those that do not hold beside the others; what is in neither was not tried by itself.
 */
export function editsTogether<Edit>(
  wanted: readonly Edit[],
  hold: (edits: readonly Edit[]) => boolean,
): { readonly kept: readonly Edit[]; readonly resisting: readonly Edit[] } {
  const resisting: Edit[] = [];
  let triesLeft = mostTries;
  function keptOf(kept: readonly Edit[], more: readonly Edit[]): readonly Edit[] {
    if (more.length === 0 || triesLeft === 0) return kept;
    triesLeft -= 1;
    const all = [...kept, ...more];
    if (hold(all)) return all;
    if (more.length === 1) {
      resisting.push(...more);
      return kept;
    }
    const half = more.length >> 1;
    return keptOf(keptOf(kept, more.slice(0, half)), more.slice(half));
  }
  return { kept: keptOf([], wanted), resisting };
}
