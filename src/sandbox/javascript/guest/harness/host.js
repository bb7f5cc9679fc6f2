// The one way out of the context: the name of an operation and a JSON text go to the host, a JSON text comes back.
import {
  create,
  mapGet,
  parse,
  SafeError,
  SafeMap,
  SafeRangeError,
  SafeTypeError,
  startsWith,
  stringify,
  uncurry,
} from "./bound.js";
import { withHead } from "./stack-heads.js";

let callHost = (operation) => {
  throw new SafeError(`The host was asked for ${operation} while the engine's memory was prepared.`);
};

export function connectHost(hostFunction) {
  callHost = hostFunction;
}

const errorClasses = new SafeMap();
for (const errorClass of [SafeError, SafeTypeError, SafeRangeError]) errorClasses.set(errorClass.name, errorClass);

/** What the host answers; an error that it reports is thrown as one of this context. */
export function ask(operation, question) {
  const answer = parse(callHost(operation, stringify(question ?? null)));
  if (answer.error === undefined) return answer.value;
  const { type, message, code } = answer.error;
  throw withCode(new (mapGet(errorClasses, type) ?? SafeError)(message), code);
}

/** As Node's own errors, which tell their code apart from their message, and most of them in the stack too. */
export function withCode(error, code) {
  if (code === undefined) return error;
  if (startsWith(code, "ERR_")) noteNodesOwn(error);
  error.code = code;
  if (startsWith(code, "ERR_")) withHead(error, `${error.name} [${code}]: ${error.message}`);
  return error;
}

const nodesOwn = new WeakSet();
const addTo = uncurry(WeakSet.prototype.add);
const has = uncurry(WeakSet.prototype.has);

/** That a function of Node's or of a library's raised it, and not the code or the language. */
function noteNodesOwn(error) {
  addTo(nodesOwn, error);
  return error;
}

export const isNodesOwn = (error) => has(nodesOwn, error);

/** A JSON object without a prototype: what the code puts on `Object.prototype` is not in it. */
export function plain(entries) {
  const object = create(null);
  for (let at = 0; at < entries.length; at += 2) object[entries[at]] = entries[at + 1];
  return object;
}
