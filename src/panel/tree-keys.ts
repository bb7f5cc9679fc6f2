/** How the focus finds its way among the items of a tree, or the rows of a table that unfold. */
interface Walk {
  /** Everything that can have the focus, from top to bottom. */
  all(item: HTMLElement): Iterable<HTMLElement>;
  /** Where it goes from an unfolded item into it, and back out of it. */
  into(item: HTMLElement): HTMLElement | null | undefined;
  outOf(item: HTMLElement): HTMLElement | null | undefined;
}

const treeWalk: Walk = {
  all: (item) => item.closest('[role="tree"]')?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [],
  into: (item) => item.querySelector<HTMLElement>('[role="treeitem"]'),
  outOf: (item) =>
    item.parentElement?.closest<HTMLElement>('[role="treeitem"]') ??
    item.closest('[role="rowgroup"]')?.querySelector<HTMLElement>('[role="row"]'),
};

/** Of a `treegrid` whose rows have a group each, with a tree in it when the row is unfolded. */
export const rowWalk: Walk = {
  all: (row) => row.closest('[role="treegrid"]')?.querySelectorAll<HTMLElement>('[role="row"][tabindex]') ?? [],
  into: (row) => row.parentElement?.querySelector<HTMLElement>('[role="treeitem"]'),
  outOf: () => undefined,
};

/**
 * The keys of a tree as screen readers' users know them: up and down through what is visible, right into, left
 * out of, Home, End, Enter or Space to toggle. `event.currentTarget` is the item that has the focus.
 */
export function moveInTree(
  event: KeyboardEvent,
  state: "leaf" | "folded" | "unfolded",
  toggle: () => void,
  walk = treeWalk,
): void {
  const item = event.currentTarget as HTMLElement;
  const act = actions[event.key];
  if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act(item, walk, state, toggle);
}

type Action = (item: HTMLElement, walk: Walk, state: "leaf" | "folded" | "unfolded", toggle: () => void) => void;

const actions: Readonly<Record<string, Action>> = {
  ArrowDown: (item, walk) => focusNeighbour(item, walk, 1),
  ArrowUp: (item, walk) => focusNeighbour(item, walk, -1),
  Home: (item, walk) => [...walk.all(item)].at(0)?.focus(),
  End: (item, walk) => [...walk.all(item)].at(-1)?.focus(),
  ArrowRight(item, walk, state, toggle) {
    if (state === "folded") toggle();
    else if (state === "unfolded") walk.into(item)?.focus();
  },
  ArrowLeft(item, walk, state, toggle) {
    if (state === "unfolded") toggle();
    else walk.outOf(item)?.focus();
  },
  Enter: (_item, _walk, _state, toggle) => toggle(),
  " ": (_item, _walk, _state, toggle) => toggle(),
};

function focusNeighbour(item: HTMLElement, walk: Walk, step: 1 | -1): void {
  const items = [...walk.all(item)];
  items[items.indexOf(item) + step]?.focus();
}
