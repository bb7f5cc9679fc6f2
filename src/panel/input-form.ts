import { html, type TemplateResult } from "lit/html.js";
import { icon } from "./icon.ts";
import { inputControl, problemId } from "./input-control.ts";
import { type DraftReading, readDraft } from "./input-draft.ts";
import type { AskMessage } from "./messages.ts";
import type { Page } from "./page.ts";
import { showLastReport } from "./page-state.ts";
import { nodeHeading } from "./verdict.ts";

export function formVerdict({ node, fields }: AskMessage): TemplateResult {
  return html`<header class="verdict">
    <span class="status">${icon("edit")}${fields.length === 1 ? "Input" : "Inputs"}</span>
    ${nodeHeading(node)}
  </header>`;
}

/** One typed field per input; Enter with Ctrl or Cmd runs from anywhere, Escape cancels. */
export function inputForm(page: Page, ask: AskMessage): TemplateResult {
  const node = { path: ask.node.path, nodeId: ask.node.nodeId };
  const run = (event: Event) => {
    event.preventDefault();
    submit(page, ask);
  };
  const cancel = () => {
    page.send({ kind: "cancelAsk", node });
    page.update(showLastReport);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event);
    else return;
    event.stopPropagation();
  };
  const fields = ask.fields.map((field, index) => inputControl(page, ask, field, index));
  return html`<form class="form" novalidate @submit=${run} @keydown=${onKey}>
    <main tabindex="-1" aria-label="Inputs">
      ${fields.length === 0 ? html`<p class="empty">This node declares no inputs.</p>` : fields}
    </main>
    <footer>
      <button type="submit" class="button">${icon("play")}Run</button>
      <button type="button" class="button secondary" @click=${cancel}>Cancel</button>
      <span class="keys muted"><kbd>${isMac() ? "⌘" : "Ctrl"}</kbd> <kbd>Enter</kbd> runs, <kbd>Esc</kbd> cancels</span>
    </footer>
  </form>`;
}

/** Sends the inputs when all of them can be read, else goes to the first that cannot. */
function submit(page: Page, { node, fields }: AskMessage): void {
  const readings = page.state.drafts.map(readDraft);
  const firstProblem = readings.findIndex(({ kind }) => kind === "problem");
  if (firstProblem >= 0) {
    page.update((state) => ({ ...state, drafts: state.drafts.map((draft) => ({ ...draft, isVisited: true })) }));
    document.querySelector<HTMLElement>(`[aria-describedby~="${problemId(firstProblem)}"]`)?.focus();
    return;
  }
  const inputs = fields.map(({ name }, index) => [name, jsonTextOf(readings[index])] as const);
  page.send({ kind: "run", node: { path: node.path, nodeId: node.nodeId }, inputs });
}

function jsonTextOf(reading: DraftReading | undefined): string {
  return reading?.kind === "value" ? reading.jsonText : "null";
}

function isMac(): boolean {
  return navigator.platform.startsWith("Mac");
}
