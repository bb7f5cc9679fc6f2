import type { FromPage } from "./messages.ts";
import type { PageState } from "./page-state.ts";

/** What a template sees of the page: the state it draws, and the two ways in which something can happen. */
export interface Page {
  readonly state: PageState;
  /** Replaces the state and draws again. */
  update(change: (state: PageState) => PageState): void;
  /** The same for what is over in a moment and not worth being saved. */
  glance(change: (state: PageState) => PageState): void;
  send(message: FromPage): void;
}
