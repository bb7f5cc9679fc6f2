// Which workflow files tests read: the project's own small ones, its examples, and the real ones of a corpus.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
}

type DialectId = "dify" | "n8n";

const besideTheProject = "../shared/corpus";

/** Where real workflow files of others lie: they are no part of this project. Undefined where there are none. */
const corpusFolder = findCorpus();

/** Those of test/workflows, in every style that people and platforms write. */
export function ownWorkflows(dialect: DialectId): readonly WorkflowFile[] {
  return filesIn(`test/workflows/${dialect}`);
}

/** Without those that do not hold what the platform's own reader takes. */
export function soundWorkflows(dialect: DialectId): readonly WorkflowFile[] {
  return ownWorkflows(dialect).filter(({ name }) => !name.startsWith("broken-"));
}

export function exampleWorkflows(dialect: DialectId): readonly WorkflowFile[] {
  return filesIn(`examples/${dialect}`).filter(({ name }) => /\.ya?ml$|\.json$/.test(name) && !isCases(name));
}

/** Empty where there is no corpus. */
export function corpusWorkflows(dialect: DialectId): readonly WorkflowFile[] {
  return corpusFolder === undefined ? [] : filesIn(join(corpusFolder, dialect));
}

/** The table of the corpus: what each file is and holds. */
export function corpusTable(): string {
  return corpusFolder === undefined ? "" : readFileSync(join(corpusFolder, "README.md"), "utf8");
}

/** A test of what only real files show. Where there are none it counts as skipped, and says why. */
export function corpusTest(title: string, body: (context: TestContext) => void | Promise<void>): void {
  test(title, { skip: corpusFolder === undefined && `no real workflow files at ${besideTheProject}` }, body);
}

/** The largest of all that are at hand, for measurements. */
export function largestWorkflow(dialect: DialectId): WorkflowFile {
  const all = [...ownWorkflows(dialect), ...exampleWorkflows(dialect), ...corpusWorkflows(dialect)];
  return all.reduce((one, other) => (one.text.length > other.text.length ? one : other));
}

/** Throws where somebody says that there is a corpus, and there is none: nothing may look tested that was not. */
function findCorpus(): string | undefined {
  const { CI, CODE_NODES_CORPUS: named } = process.env;
  const folder = named || besideTheProject;
  if (["dify", "n8n", "README.md"].every((part) => existsSync(join(folder, part)))) return folder;
  if (named) throw new Error(`CODE_NODES_CORPUS names ${named}, which holds no dify/, n8n/ and README.md.`);
  if (CI && existsSync(join(besideTheProject, ".."))) throw new Error(`${besideTheProject} is missing.`);
  return undefined;
}

function filesIn(folder: string): readonly WorkflowFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function isCases(name: string): boolean {
  return name.endsWith(".cases.json");
}
