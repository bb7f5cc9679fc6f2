import type { NameRules } from "../../../contract/node-contract.ts";
import { words } from "../../../text/words.ts";
import type { N8nMode } from "./n8n-node.ts";

/** ECMAScript's own, with those that Node 24 has of newer editions. */
const language = words(`
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity
  Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt unescape
`);

/** What n8n's task runner puts there in both modes. Source: facts about n8n 2.41.1 on Node 24, executed 2026-09. */
const platform = words(`
  $ $agentInfo $binary $data $env $evaluateExpression $execution $executionId $fromAI $getPairedItem
  $getWorkflowStaticData $input $item $itemIndex $items $jmesPath $jmespath $json $mode $node $nodeId $nodeVersion $now
  $parameter $position $prevNode $rawParameter $resumeWebhookUrl $runIndex $secrets $self $thisItem $thisItemIndex
  $thisRunIndex $today $tool $vars $webhookId $workflow Buffer DateTime Duration FormData Interval TextDecoder
  TextDecoderStream TextEncoder TextEncoderStream atob btoa clearImmediate clearInterval clearTimeout console global
  helpers module require setImmediate setInterval setTimeout
`);

const noServer =
  "Do that in an HTTP Request node, or with helpers.httpRequest, which n8n answers and a local run cannot.";
const noPlain = "n8n's code has no such name. Do without it.";

/** Missing in both modes, with the remedy. Source: the same. */
const missing: Readonly<Record<string, string>> = {
  $if: "The editor knows $if, but it only exists in expressions. Write condition ? a : b.",
  $ifEmpty:
    "The editor knows $ifEmpty, but it only exists in expressions. Write value ?? fallback, or value || fallback.",
  $min: "The editor knows $min, but it only exists in expressions. Write Math.min(…).",
  $max: "The editor knows $max, but it only exists in expressions. Write Math.max(…).",
  $helpers: "Write helpers or this.helpers.",
  $response: "It only exists in expressions of the HTTP Request node.",
  $request: "It only exists in expressions of the HTTP Request node.",
  $pageCount: "It only exists in expressions of the HTTP Request node.",
  luxon: "Its classes are there by name: DateTime, Duration and Interval.",
  moment: "Use DateTime, which is luxon, or require('moment') where the server allows it.",
  _: "Use the array's own methods, or require('lodash') where the server allows it.",
  getWorkflowStaticData: "Write $getWorkflowStaticData('global') or $getWorkflowStaticData('node').",
  getNodeParameter: "Write $parameter, or $('Node').params.",
  process: "Variables of the environment are denied to code, and n8n's own are in $vars.",
  fetch: noServer,
  Headers: noServer,
  Request: noServer,
  Response: noServer,
  XMLHttpRequest: noServer,
  WebSocket: noServer,
  crypto: "Write require('crypto') where the server allows it, or use a Crypto node.",
  structuredClone: "Write JSON.parse(JSON.stringify(value)).",
  URL: "Take the text apart with a regular expression, or write require('url').URL where the server allows it.",
  URLSearchParams: "Use encodeURIComponent, or require('querystring') where the server allows it.",
  queueMicrotask: "Write Promise.resolve().then(…).",
  performance: "Write Date.now().",
  Blob: "Use Buffer and helpers.prepareBinaryData.",
  File: "Use Buffer and helpers.prepareBinaryData.",
  AbortController: noPlain,
  AbortSignal: noPlain,
  Event: noPlain,
  EventTarget: noPlain,
  MessageChannel: noPlain,
  ReadableStream: noPlain,
  exports: "Return the items instead.",
  __dirname: noPlain,
  __filename: noPlain,
  window: "Write globalThis.",
  self: "Write globalThis.",
  document: "There is no web page here. Take HTML apart with an HTML node.",
  localStorage: "Write $getWorkflowStaticData('global').",
  alert: "Write console.log.",
};

const common = [...language, ...platform];

/** The names of JavaScript in n8n's task runner. `items` for each item is left to the editor's own rule. */
export const javascriptNames: Readonly<Record<N8nMode, NameRules>> = {
  runOnceForAllItems: {
    known: new Set([...common, "items"]),
    missing: new Map([
      ...Object.entries(missing),
      ["item", "It is there in the mode 'Run Once for Each Item'. Write $input.first(), or loop over $input.all()."],
    ]),
  },
  runOnceForEachItem: {
    known: new Set([...common, "item", "items"]),
    missing: new Map(Object.entries(missing)),
  },
};
