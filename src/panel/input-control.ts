import { html, nothing, type TemplateResult } from "lit/html.js";
import { choosableTypes, controlOf, type InputDraft, readDraft } from "./input-draft.ts";
import type { AskMessage, InputField } from "./messages.ts";
import type { Page } from "./page.ts";
import { changeDraft } from "./page-state.ts";
import { visibleText } from "./value.ts";

const maxRows = 14;
const minListRows = 6;

export function problemId(index: number): string {
  return `problem-${index}`;
}

/** An input's name, type and source, the control for its type, and what is wrong with what was typed. */
export function inputControl(
  page: Page,
  ask: AskMessage,
  field: InputField,
  index: number,
): TemplateResult | typeof nothing {
  const draft = page.state.drafts[index];
  if (!draft) return nothing;
  const change = (changes: Partial<InputDraft>) => page.update((state) => changeDraft(state, index, changes));
  const reading = readDraft(draft);
  const problem = draft.isVisited && reading.kind === "problem" ? reading.message : undefined;
  const nothingWord = ask.node.language === "python" ? "None" : "null";
  return html`<div class="field">
    <div class="field-head">
      <label class="name" for=${`input-${index}`}><bdi>${visibleText(field.name)}</bdi></label>
      ${field.type === undefined ? typeChoice(field, draft, change) : html`<span class="type">${field.type}</span>`}
      ${field.source === undefined ? nothing : html`<span class="muted">from <bdi>${visibleText(field.source)}</bdi></span>`}
      <label class="null-choice"
        ><input
          type="checkbox"
          aria-label=${`Pass ${nothingWord} for ${field.name}`}
          .checked=${draft.isNull}
          @change=${(event: Event) => change({ isNull: isChecked(event) })}
        />${nothingWord}</label
      >
    </div>
    ${control(draft, index, problem !== undefined, change)}
    <p class="field-problem" id=${problemId(index)} role=${problem === undefined ? nothing : "alert"}>${problem ?? nothing}</p>
  </div>`;
}

type Change = (changes: Partial<InputDraft>) => void;

function control(
  { type, text, checked, isNull }: InputDraft,
  index: number,
  isInvalid: boolean,
  change: Change,
): TemplateResult {
  const id = `input-${index}`;
  const kind = controlOf(type);
  const onInput = (event: Event) => change({ text: (event.target as HTMLInputElement | HTMLTextAreaElement).value });
  const onLeave = () => change({ isVisited: true });
  switch (kind) {
    case "boolean":
      return html`<label class="boolean"
        ><input id=${id} type="checkbox" .checked=${checked} ?disabled=${isNull} @change=${(event: Event) => change({ checked: isChecked(event) })} /><span
          class="keyword"
          >${String(checked)}</span
        ></label
      >`;
    case "number":
      return html`<input
        id=${id}
        class="control number-control"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        aria-describedby=${problemId(index)}
        aria-invalid=${String(isInvalid)}
        ?disabled=${isNull}
        .value=${text}
        @input=${onInput}
        @blur=${onLeave}
      />`;
    case "text":
    case "json":
    case "list":
      return html`<textarea
        id=${id}
        class=${`control ${kind === "list" ? "json-control list-control" : `${kind}-control`}`}
        rows=${kind === "list" ? Math.max(rowsOf(text), minListRows) : rowsOf(text)}
        autocomplete="off"
        spellcheck="false"
        aria-describedby=${problemId(index)}
        aria-invalid=${String(isInvalid)}
        ?disabled=${isNull}
        .value=${text}
        @input=${onInput}
        @blur=${onLeave}
      ></textarea>`;
  }
}

function typeChoice({ name }: InputField, { type }: InputDraft, change: Change): TemplateResult {
  const options = choosableTypes.map(
    (choice) => html`<option value=${choice} ?selected=${choice === type}>${choice}</option>`,
  );
  const onChange = (event: Event) => change({ type: (event.target as HTMLSelectElement).value });
  return html`<select class="type-choice" aria-label=${`Type of ${name}`} @change=${onChange}>${options}</select>`;
}

/** The height where the style sheet's own growing (`field-sizing`) is not known. */
function rowsOf(text: string): number {
  let rows = 1;
  for (let at = text.indexOf("\n"); at >= 0 && rows < maxRows; at = text.indexOf("\n", at + 1)) rows += 1;
  return rows;
}

function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
