import { cut } from "../core/text/visible-text.ts";

/** A value's text for one line of a terminal: at most this many UTF-16 units of it, and how long it really is. */
export function brief(text: string, most = 200): string {
  return text.length > most ? `${cut(text, most - 1)}… (${text.length} characters)` : text;
}
