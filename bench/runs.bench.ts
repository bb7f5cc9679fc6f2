import { join } from "node:path";
import { interpreters, openSandbox, printed, processScripts, runDefaultNode, withFiles } from "./default-node.ts";
import { interleaved, milliseconds, ratio, timed } from "./median.ts";

// From the click to the outcome, against a process of the real interpreter started for the same node, which is what
// the platform's own sandbox does.

const fileNames = { python: "node.py", javascript: "node.js" } as const;
/** A spare is made between two clicks, which a user does not wait for. */
const pauseMs = 1500;

await withFiles({ "node.py": processScripts.python, "node.js": processScripts.javascript }, async (folder) => {
  for (const language of ["python", "javascript"] as const) {
    const process = () => void printed(interpreters[language], [join(folder, fileNames[language])]);
    const cacheFolder = join(folder, `cache-${language}`);
    let machines = 0;
    const first = await interleaved(5, {
      process,
      ever: async () => {
        const sandbox = openSandbox({ cacheFolder: `${cacheFolder}-${machines++}` });
        await runDefaultNode(sandbox, language);
        await sandbox.dispose();
      },
      ofProcess: async () => {
        const sandbox = openSandbox({ cacheFolder });
        await runDefaultNode(sandbox, language);
        await sandbox.dispose();
      },
    });
    const sandbox = openSandbox({ cacheFolder, expectsMore: true });
    await runDefaultNode(sandbox, language);
    const click = await interleaved(15, {
      process,
      click: () => runDefaultNode(sandbox, language),
      pause: () => new Promise((resolve) => setTimeout(resolve, pauseMs)),
    });
    const burst = await timed(async () => {
      for (let run = 0; run < 20; run++) await runDefaultNode(sandbox, language);
    });
    await sandbox.dispose();
    const line = (what: string, ms: number, reference: number, of: string) =>
      console.log(`  ${what.padEnd(36)} ${milliseconds(ms).padStart(8)}  ${ratio(ms, reference)} of ${of}`);
    console.log(`The default ${language} node (medians)`);
    line("a process started for it", click.process, click.process, "itself");
    line("click, with a spare ready", click.click, click.process, "the process");
    line("each of a burst of 20", burst / 20, click.process, "the process");
    line("first of a process", first.ofProcess, first.process, "the process");
    line("first ever on the machine", first.ever, first.process, "the process");
  }
});
