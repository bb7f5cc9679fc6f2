import { test } from "node:test";
import { expectFindings } from "./expect-findings.ts";

const shape = { language: "javascript", outputs: { result: "number" }, target: "1.16" } as const;

test("taken-name: let and const meet the runner's variables, var and functions those of the sandbox", () => {
  expectFindings(
    shape,
    `
const result = 1, { inputs_obj } = {};
//    ^^^^^^ taken-name: The platform's own code around this has taken the name "result", so the code cannot be loaded. Rename it, or
//                  ^^^^^^^^^^ taken-name: The platform's own code around this has taken the name "inputs_obj"
for (var options of []) {}
//       ^^^^^^^ taken-name: The platform's own code around this has taken the name "options", so the code cannot be loaded. Rename it, declare it with const
function code() {}
//       ^^^^ taken-name: The platform's own code around this has taken the name "code"
function main() { return { result }; }
`,
  );
});

test("what is declared inside a function or a block, or in the other way, is free", () => {
  expectFindings(
    shape,
    `
var result = 1;
const fs = 2, lib = 3;
{ let output_json = 1; }
function main() { const result = 1; var code = 2; return { result: code }; }
`,
  );
});

test("the documents know of no such names, and the earlier sandbox of fewer", () => {
  const code = "\nvar fs = 1;\nfunction main() { return { result: fs }; }\n";
  expectFindings({ ...shape, target: "documented" }, "\nconst result = 1;\nfunction main() { return { result }; }\n");
  expectFindings({ ...shape, target: "1.13" }, code);
});
