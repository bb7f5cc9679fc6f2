/** Copied nodes, and workflows of one export, may share an id, by which only one of them could be found. */
export function freeId(wanted: string, taken: { has(id: string): boolean }): string {
  let id = wanted;
  for (let copy = 2; taken.has(id); copy++) id = `${wanted} (${copy})`;
  return id;
}
