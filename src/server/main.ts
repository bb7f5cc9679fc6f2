import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./server.ts";

// The transport comes from the command line: --stdio for any client, --node-ipc from the extension.
startServer(createConnection(ProposedFeatures.all));
