import { parser } from "@lezer/python";
import * as ts from "typescript-5";

/** What does not parse, as "line: text". */
export function brokenTypeScript(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: "file.ts",
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023, noCheck: true },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

/** The texts around which Python does not parse. */
export function brokenPython(text: string): readonly string[] {
  const broken: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) broken.push(text.slice(Math.max(0, from - 40), to + 40));
    },
  });
  return broken;
}
