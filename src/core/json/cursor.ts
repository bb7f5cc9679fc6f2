/** A text and how far it has been read; the scanners move `at` behind what they took. */
export interface Cursor {
  readonly text: string;
  at: number;
}
