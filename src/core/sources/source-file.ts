import { allDialects } from "../dialects/all-dialects.ts";
import type { Dialect, WorkflowReading } from "../dialects/dialect.ts";
import { parseTolerantJson } from "../json/tolerant-json.ts";
import { verbatimText } from "../text/embedded-text.ts";
import { offsetRange } from "../text/offset-range.ts";
import type { Language } from "../workflow/code-node.ts";
import { type MirroredNode, mirroredNode } from "../workflow/mirrored-node.ts";
import { languageOfFile } from "../workflow/node-file.ts";
import { quotedReference, workflowReferenceProblem } from "../workflow/workflow-reference.ts";
import { failureMessage } from "./failure.ts";

/** A workflow file, or a node file together with the declaration beside it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The `.node.json` text of a node file; absent for a workflow file. */
  readonly declarationText?: string;
  /** The text of the workflow whose node the declaration mirrors, when it does and that file is there. */
  readonly workflowText?: string;
  /** Why that workflow is not read, for the end of a sentence that names it, with the remedy. */
  readonly workflowRefusal?: string;
}

export interface SourceReading {
  readonly dialect: Dialect;
  readonly reading: WorkflowReading;
  /** The reading ended in a fault of this program, which is its only problem, at the start of the file. */
  readonly hasFailed?: true;
}

/** Undefined when the file holds no code nodes of any dialect. Never throws. */
export function readSource(source: SourceFile): SourceReading | undefined {
  if (source.declarationText === undefined) return readWorkflowFile(source.text);
  try {
    return readNodeFile(source);
  } catch (error) {
    return failedReading(allDialects[0], error);
  }
}

function readWorkflowFile(text: string): SourceReading | undefined {
  for (const dialect of allDialects) {
    try {
      if (!dialect.mayHoldNodes(text)) continue;
      const reading = dialect.readWorkflow(text);
      if (reading.recognised) return { dialect, reading };
    } catch (error) {
      return failedReading(dialect, error);
    }
  }
  return otherEncoding(text);
}

/** A workflow in UTF-16 or UTF-32 that was read as UTF-8: zeros stand between its characters. */
function otherEncoding(text: string): SourceReading | undefined {
  if (!text.includes("\0")) return undefined;
  const bare = text.replaceAll("\0", "");
  const dialect = allDialects.find((each) => each.mayHoldNodes(bare));
  const message =
    "This file is written in UTF-16, in UTF-32 or with zeros between its characters, and cannot be read. Save it as UTF-8.";
  return (
    dialect && { dialect, reading: { recognised: true, nodes: [], problems: [{ message, range: offsetRange(0, 1) }] } }
  );
}

function failedReading(dialect: Dialect, error: unknown): SourceReading {
  const message = failureMessage("This file could not be read", error);
  const problems = [{ message, range: offsetRange(0, 0) }];
  return { dialect, reading: { recognised: true, nodes: [], problems }, hasFailed: true };
}

function readNodeFile(source: SourceFile): SourceReading | undefined {
  const { path, text, declarationText = "" } = source;
  const language = languageOfFile(path);
  if (!language) return undefined;
  const mirrored = mirroredNode(declarationText);
  if (mirrored) return readMirroredNode(source, mirrored, language);
  const dialect = declaredDialect(declarationText);
  const fileName = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return { dialect, reading: dialect.readDeclaration({ text: declarationText, code: text, language, fileName }) };
}

/** The workflow's node as it is declared there, with the code of this file. */
function readMirroredNode(
  { text, declarationText = "", workflowText, workflowRefusal }: SourceFile,
  { workflow, node: wanted }: MirroredNode,
  language: Language,
): SourceReading {
  const read = workflowText === undefined ? undefined : readWorkflowFile(workflowText);
  if (read?.hasFailed) return read;
  const nodes = read?.reading.nodes ?? [];
  const node = nodes.find(({ id }) => id === wanted) ?? nodes.find(({ title }) => title === wanted);
  const dialect = read?.dialect ?? declaredDialect(declarationText);
  if (node?.language === language) {
    const mirror = { ...node, code: verbatimText(text), range: offsetRange(0, text.length) };
    return { dialect, reading: { recognised: true, nodes: [mirror], problems: [] } };
  }
  const refusal = workflowReferenceProblem(workflow) ?? workflowRefusal;
  // What keeps the whole workflow from being read.
  const whole = nodes.length === 0 ? read?.reading.problems.find(({ nodeId }) => nodeId === undefined) : undefined;
  const named = quotedReference(workflow);
  const message =
    workflow === "" || wanted === ""
      ? 'The "from" must name a workflow file and one of its nodes: { "workflow": "bot.yml", "node": "Summarise" }.'
      : refusal !== undefined
        ? `"from" names ${named}, ${refusal}`
        : workflowText === undefined
          ? `There is no workflow file ${named} that could be mirrored. Correct "workflow" in "from".`
          : node
            ? `The node "${wanted}" of ${named} is written in ${node.language}, this file in ${language}. Rename the file.`
            : `${named} has no readable Code node "${wanted}". ${whole?.message ?? 'Correct "node" in "from": its id or its title.'}`;
  const range = offsetRange(0, declarationText.length);
  return { dialect, reading: { recognised: true, nodes: [], problems: [{ message, range }] } };
}

/** A declaration that names no dialect of ours is read by the first one, which reports what is wrong with it. */
function declaredDialect(declarationText: string): Dialect {
  const declaration = parseTolerantJson(declarationText);
  const id =
    typeof declaration === "object" && declaration !== null && "dialect" in declaration ? declaration.dialect : "";
  return allDialects.find((dialect) => dialect.id === id) ?? allDialects[0];
}
