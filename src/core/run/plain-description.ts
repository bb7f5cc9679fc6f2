/**
 * A platform's description as plain words: n8n puts markup into some of its own (`<code>json</code>`, a link to its
 * documents, `<br/>`). Only those tags are turned into words; any other `<…>` is the user's own text and stays.
 */
export function plainDescription(description: string): string {
  return description
    .replaceAll(/<a( [^<>]*)>([^<]*)<\/a>/g, inWords)
    .replaceAll(/<br *\/?>/g, "\n")
    .replaceAll(/<\/?code>/g, "`")
    .replaceAll(/<\/?(?:a|b|i|em|strong|p|ul|ol|li)>/g, "")
    .trim();
}

function inWords(link: string, attributes: string, text: string): string {
  const address = /^(?: (?:target|rel)="[^"]*")* href="([^"]*)"/.exec(attributes)?.[1];
  if (address === undefined) return link;
  return text === "" ? address : `${text} (${address})`;
}
