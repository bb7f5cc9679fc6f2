/**
 * The keys of a tree as screen readers' users know them: up and down through what is visible, right into, left
 * out of, Home, End, Enter or Space to toggle. `event.currentTarget` is the tree item that has the focus.
 */
export function moveInTree(event: KeyboardEvent, state: "leaf" | "folded" | "unfolded", toggle: () => void): void {
  const item = event.currentTarget as HTMLElement;
  const act = actions[event.key];
  if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act(item, state, toggle);
}

type Action = (item: HTMLElement, state: "leaf" | "folded" | "unfolded", toggle: () => void) => void;

const actions: Readonly<Record<string, Action>> = {
  ArrowDown: (item) => focusNeighbour(item, 1),
  ArrowUp: (item) => focusNeighbour(item, -1),
  Home: (item) => itemsOf(item).at(0)?.focus(),
  End: (item) => itemsOf(item).at(-1)?.focus(),
  ArrowRight(item, state, toggle) {
    if (state === "folded") toggle();
    else if (state === "unfolded") item.querySelector<HTMLElement>('[role="treeitem"]')?.focus();
  },
  ArrowLeft(item, state, toggle) {
    if (state === "unfolded") toggle();
    else item.parentElement?.closest<HTMLElement>('[role="treeitem"]')?.focus();
  },
  Enter: (_item, _state, toggle) => toggle(),
  " ": (_item, _state, toggle) => toggle(),
};

function focusNeighbour(item: HTMLElement, step: 1 | -1): void {
  const items = itemsOf(item);
  items[items.indexOf(item) + step]?.focus();
}

function itemsOf(item: HTMLElement): readonly HTMLElement[] {
  return [...(item.closest('[role="tree"]')?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];
}
