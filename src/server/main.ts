import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./server.ts";

// The transport comes from the command line: --stdio for any client, --node-ipc from the extension.
const connection = createConnection(ProposedFeatures.all);

// What one message leads to must not take the answers to all others along. Faults over documents do not come here.
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error: unknown) => {
    connection.console.error(`${error instanceof Error ? error.stack : error}`);
  });
}

startServer(connection);
