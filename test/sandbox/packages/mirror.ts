import { createServer, type ServerResponse } from "node:http";
import type { MadeWheel } from "./wheels.ts";

/** A server on this machine that serves wheels and notes what was asked for. */
export interface Mirror {
  readonly address: string;
  /** File names, in the order of the requests. */
  readonly requests: string[];
  /** Answers in place of the file, until it is set again. */
  respond: ((fileName: string, response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

export async function openMirror(...wheels: readonly MadeWheel[]): Promise<Mirror> {
  const contents = new Map(wheels.map(({ fileName, content }) => [fileName, content]));
  const server = createServer((request, response) => {
    const fileName = decodeURIComponent((request.url ?? "").replace(/^\/full\//, ""));
    mirror.requests.push(fileName);
    if (mirror.respond) return mirror.respond(fileName, response);
    const content = contents.get(fileName);
    if (!content) response.writeHead(404).end();
    else response.writeHead(200, { "content-length": content.length }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const mirror: Mirror = {
    address: `http://127.0.0.1:${port}/full`,
    requests: [],
    respond: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return mirror;
}
