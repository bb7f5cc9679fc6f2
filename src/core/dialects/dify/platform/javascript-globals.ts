/**
 * What the global object of Dify's JavaScript has beyond the language: the code is evaluated in a CommonJS module of
 * Node 20.11 or 20.20 (dify-sandbox 0.2.10 to 0.2.15). Of Node's own list (20.20, read 2026-11) this leaves out what
 * reaches the machine, the network or other threads, and streams.
 */
export const difyJavaScriptGlobals: readonly string[] = [
  "AbortController AbortSignal Buffer CustomEvent DOMException Event EventTarget Performance TextDecoder TextEncoder",
  "URL URLSearchParams atob btoa clearImmediate clearInterval clearTimeout console crypto exports global module",
  "performance queueMicrotask require setImmediate setInterval setTimeout structuredClone",
].flatMap((names) => names.split(" "));
