import { html, type TemplateResult } from "lit/html.js";

/** A codicon that only repeats what the text beside it says. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** A button that is only a codicon; its label is its tooltip too. */
export function iconButton(name: string, label: string, press: () => void): TemplateResult {
  return html`<button type="button" class="icon-button" title=${label} aria-label=${label} @click=${press}>
    ${icon(name)}
  </button>`;
}

export function linkButton(text: string, press: () => void): TemplateResult {
  return html`<button type="button" class="link" @click=${press}>${text}</button>`;
}
