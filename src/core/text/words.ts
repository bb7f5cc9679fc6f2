/** The words of a list that is written as text, with blanks and line breaks between them. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
