import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What attempts to break out are after: a secret in a file and in the environment, a listener, this process. */
export interface Bait {
  readonly secret: string;
  /** The code with its placeholders `@DIR@` and `@PORT@` filled in. */
  place(code: string): string;
  /** What the attempts together have done to the host. */
  damage(): readonly string[];
  remove(): void;
}

export async function layBait(): Promise<Bait> {
  const secret = `SECRET-${process.pid}-${Date.now()}`;
  const folder = mkdtempSync(join(tmpdir(), "code-nodes-escapes-"));
  writeFileSync(join(folder, "secret.txt"), secret);
  process.env.SECRET_TOKEN = secret;
  const { title, exitCode } = process;
  const workingFolder = process.cwd();
  let contacts = 0;
  const listener = createServer((socket) => {
    contacts += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    secret,
    place: (code) => code.replaceAll("@DIR@", folder).replaceAll("@PORT@", String(port)),
    damage: () => [
      ...readdirSync(folder).filter((name) => name !== "secret.txt"),
      ...(contacts > 0 ? [`${contacts} contacts`] : []),
      ...(Reflect.get({}, "polluted") === undefined ? [] : ["a polluted prototype"]),
      ...(process.env.SECRET_TOKEN === secret && process.cwd() === workingFolder ? [] : ["another environment"]),
      ...(process.title === title && process.exitCode === exitCode ? [] : ["another process"]),
    ],
    remove() {
      listener.close();
      delete process.env.SECRET_TOKEN;
      rmSync(folder, { recursive: true });
    },
  };
}
