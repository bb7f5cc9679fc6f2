import { html, nothing, type TemplateResult } from "lit/html.js";

/** A titled part of the report; `note` stands in a badge beside the title. */
export function section(id: string, title: string, content: unknown, note?: string): TemplateResult {
  return html`<section class="section section-${id}" aria-labelledby="title-${id}">
    <h2 id="title-${id}">${title}${note === undefined ? nothing : html` <span class="badge">${note}</span>`}</h2>
    ${content}
  </section>`;
}

export type Tone = "good" | "odd" | "bad" | "quiet";

/** The sign at the start of a row; its label is what a screen reader says. */
export function mark(tone: Tone, sign: "check" | "close" | "circle-slash" | "dash" | "info" | "almost", label: string) {
  const classes = sign === "almost" ? `mark ${tone}` : `mark ${tone} codicon codicon-${sign}`;
  return html`<span class=${classes} role="img" aria-label=${label} title=${label}>${sign === "almost" ? "≈" : nothing}</span>`;
}
