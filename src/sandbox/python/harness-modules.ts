import asServer from "./as_server.py";
import bridge from "./bridge.py";
import errors from "./errors.py";
import eventLoop from "./event_loop.py";
import forbidden from "./forbidden.py";
import harness from "./harness.py";
import older from "./older.py";
import packagesModule from "./packages.py";

/** What the host loads into an interpreter before any of the user's code, by its names there, in this order. */
export const harnessModules: Readonly<Record<string, string>> = {
  code_nodes_bridge: bridge,
  code_nodes_forbidden: forbidden,
  code_nodes_as_server: asServer,
  code_nodes_errors: errors,
  code_nodes_loop: eventLoop,
  code_nodes_older: older,
  code_nodes_packages: packagesModule,
  code_nodes_harness: harness,
};
