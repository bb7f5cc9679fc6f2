// `require` in n8n's words.
import { SafeError, SafeTypeError } from "../harness/bound.js";
import { ask, withCode } from "../harness/host.js";
import { knownModule } from "../harness/modules.js";

export function n8nRequire(name) {
  if (typeof name !== "string") {
    throw withCode(new SafeTypeError('The "id" argument must be of type string.'), "ERR_INVALID_ARG_TYPE");
  }
  if (ask("judge", name) !== "") throw new SafeError(`Module '${name}' is disallowed`);
  const exports = knownModule(name);
  if (exports !== undefined) return exports;
  const reason =
    "n8n would look for it on its server, but it does not come with Code Nodes: run this node on n8n, or give its result to the node as an item.";
  throw withCode(new SafeError(`Cannot find module '${name}'\n${reason}`), "MODULE_NOT_FOUND");
}
