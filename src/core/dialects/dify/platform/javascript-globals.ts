/**
 * What the global object of Dify's JavaScript has beyond the language: the code is evaluated in a CommonJS module of
 * Node 20.11 or 20.20 (dify-sandbox 0.2.10 to 0.2.15). Of Node's own list (20.20, read 2026-11) this leaves out
 * what reaches other threads, streams, and the classes around `fetch`.
 */
export const difyJavaScriptGlobals: readonly string[] = [
  "AbortController AbortSignal Blob Buffer CustomEvent DOMException Event EventTarget File Performance TextDecoder TextEncoder",
  "URL URLSearchParams atob btoa clearImmediate clearInterval clearTimeout console crypto exports fetch global module",
  "performance process queueMicrotask require setImmediate setInterval setTimeout structuredClone",
].flatMap((names) => names.split(" "));
