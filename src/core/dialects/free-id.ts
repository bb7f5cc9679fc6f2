/** Copied nodes, and workflows of one export, may share an id, by which only one of them could be found. */
export function freeId(wanted: string, taken: { has(id: string): boolean }): string {
  if (!taken.has(wanted)) return wanted;
  const copies = copiesOf.get(taken) ?? new Map<string, number>();
  copiesOf.set(taken, copies);
  let copy = copies.get(wanted) ?? 2;
  while (taken.has(`${wanted} (${copy})`)) copy++;
  copies.set(wanted, copy);
  return `${wanted} (${copy})`;
}

/** The lowest number that each wanted id may have free; what is taken is never given back. */
const copiesOf = new WeakMap<object, Map<string, number>>();
