import type { InputDraft } from "./input-draft.ts";
import { draftOf } from "./input-draft.ts";
import type { ItemPlace } from "./item-place.ts";
import type { NodePlace, ReportMessage, ToPage } from "./messages.ts";

/** Everything the page shows, as plain data: it is saved when the panel is hidden. */
export interface PageState {
  readonly screen: ToPage;
  /** The last report: it stays visible behind a new run of its node, and the history goes back to it. */
  readonly lastReport?: ReportMessage;
  /** Of the `ask` that is shown, one per field. */
  readonly drafts: readonly InputDraft[];
  /** What is unfolded, by key: how many steps of it are shown. A key that is absent is folded. */
  readonly unfolded: Readonly<Record<string, number>>;
  /** Per tree, the key of the item that the Tab key reaches. */
  readonly treeFocus: Readonly<Record<string, string>>;
  /** How items are shown, whichever node they are of. */
  readonly itemView?: ItemView;
  /** The item under the pointer or with the focus: those that it is paired with stand out. */
  readonly pointed?: ItemPlace | undefined;
  /** Stop was pressed, and the run has not ended yet. */
  readonly stopping: boolean;
}

export type ItemView = "table" | "json";

const emptyPage: PageState = {
  screen: { kind: "idle" },
  drafts: [],
  unfolded: {},
  treeFocus: {},
  stopping: false,
};

/** What a message makes of the page. A report of the same node as before keeps what the user unfolded. */
export function receive(state: PageState, message: ToPage): PageState {
  switch (message.kind) {
    case "idle":
      return emptyPage;
    case "ask":
      // The extension repeats itself when the page was hidden: what was typed stays.
      if (sameData(state.screen, message)) return state;
      return { ...state, screen: message, drafts: message.fields.map(draftOf), stopping: false };
    case "running":
      return { ...state, screen: message, stopping: state.stopping && state.screen.kind === "running" };
    case "report": {
      const previous = state.lastReport?.report;
      const isSameNode = previous !== undefined && sameNode(previous, message.report);
      const unfolded = isSameNode ? state.unfolded : {};
      return { ...emptyPage, itemView: itemViewOf(state), screen: message, lastReport: message, unfolded };
    }
    case "history":
    case "problem":
      return { ...state, screen: message, stopping: false };
  }
}

export function sameNode(left: NodePlace, right: NodePlace): boolean {
  return left.path === right.path && left.nodeId === right.nodeId;
}

/** Back from the history or a cancelled form to what was there before. */
export function showLastReport(state: PageState): PageState {
  return { ...state, screen: state.lastReport ?? { kind: "idle" }, drafts: [] };
}

/** How many steps of something are shown; 0 is folded. */
export function stepsOf(state: PageState, key: string): number {
  return state.unfolded[key] ?? 0;
}

export function unfold(state: PageState, key: string, steps: number): PageState {
  const { [key]: _, ...others } = state.unfolded;
  return { ...state, unfolded: steps === 0 ? others : { ...others, [key]: steps } };
}

export function focusTreeItem(state: PageState, tree: string, item: string): PageState {
  return state.treeFocus[tree] === item ? state : { ...state, treeFocus: { ...state.treeFocus, [tree]: item } };
}

export function itemViewOf({ itemView }: PageState): ItemView {
  return itemView ?? "table";
}

export function changeDraft(state: PageState, index: number, change: Partial<InputDraft>): PageState {
  return { ...state, drafts: state.drafts.map((draft, at) => (at === index ? { ...draft, ...change } : draft)) };
}

interface SavedPage {
  readonly version: 1;
  readonly state: PageState;
  readonly scrollTop: number;
}

/** More is not worth copying at every change; the extension sends the report again while it lives. */
const maxSavedCharacters = 2_000_000;

/** Items come by the thousand: what was too much once is not written out again to find that it still is. */
const tooLarge = new WeakSet<ToPage>();

/** What `setState` keeps. A run cannot be kept, it goes on (or died) without the page: its last report is. */
export function savedPage(state: PageState, scrollTop: number): SavedPage | undefined {
  if (tooLarge.has(state.screen)) return undefined;
  const kept = state.screen.kind === "ask" || state.screen.kind === "report" ? state : showLastReport(state);
  const saved: SavedPage = { version: 1, state: { ...kept, stopping: false, pointed: undefined }, scrollTop };
  if (JSON.stringify(saved).length <= maxSavedCharacters) return saved;
  if (state.screen.kind === "report") tooLarge.add(state.screen);
  return undefined;
}

/** What `getState` returned; anything that this version did not save is an empty page. */
export function restoredPage(saved: unknown): { readonly state: PageState; readonly scrollTop: number } {
  const isOurs = typeof saved === "object" && saved !== null && "version" in saved && saved.version === 1;
  return isOurs ? (saved as SavedPage) : { state: emptyPage, scrollTop: 0 };
}

function sameData(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
