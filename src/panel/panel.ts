import { render } from "lit/html.js";
import type { FromPage, ToPage } from "./messages.ts";
import type { Page } from "./page.ts";
import { type PageState, receive, restoredPage, sameNode, savedPage } from "./page-state.ts";
import { clockMessage } from "./running-clock.ts";
import { wholePage } from "./screens.ts";

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

const saveDelayMs = 200;
const tickMs = 100;

const host = acquireVsCodeApi();
let { state, scrollTop } = restoredPage(host.getState());
let receivedAtMs = performance.now();
let isDrawing = false;
let isStale = false;
let saveTimer: ReturnType<typeof setTimeout> | undefined;

const page: Page = {
  get state() {
    return { ...state, screen: clockMessage(state.screen, performance.now() - receivedAtMs) };
  },
  update(change) {
    if (replaceState(change(state))) saveSoon();
  },
  glance(change) {
    replaceState(change(state));
  },
  send: (message) => host.postMessage(message),
};

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  const shownReport = state.lastReport?.report;
  const previous = state.screen;
  receivedAtMs = performance.now();
  state = receive(state, data);
  draw();
  saveSoon();
  if (data.kind === "report" && shownReport && !sameNode(shownReport, data.report)) scrollTo(0);
  if (data.kind === "ask" && state.screen !== previous) document.getElementById("input-0")?.focus();
});
document.addEventListener("scroll", saveSoon, { capture: true, passive: true });
setInterval(() => {
  if (state.screen.kind === "running") draw();
}, tickMs);

draw();
saveSoon();
scrollTo(scrollTop);
page.send({ kind: "ready" });

function replaceState(next: PageState): boolean {
  if (next === state) return false;
  state = next;
  draw();
  return true;
}

function draw(): void {
  isStale = true;
  // A field that is removed while it has the focus is left, which asks for a drawing in the middle of this one.
  if (isDrawing) return;
  const hadFocus = document.activeElement !== document.body;
  isDrawing = true;
  try {
    while (isStale) {
      isStale = false;
      render(wholePage(page), document.body);
    }
  } finally {
    isDrawing = false;
  }
  // What had the focus may be gone (a Stop button, a form): the keyboard goes on from the content.
  if (hadFocus && document.activeElement === document.body) main()?.focus({ preventScroll: true });
}

function saveSoon(): void {
  if (state.screen.kind === "running") return;
  clearTimeout(saveTimer);
  saveTimer = setTimeout(() => host.setState(savedPage(state, main()?.scrollTop ?? 0)), saveDelayMs);
}

function scrollTo(top: number): void {
  const element = main();
  if (element) element.scrollTop = top;
}

function main(): HTMLElement | null {
  return document.querySelector("main");
}
