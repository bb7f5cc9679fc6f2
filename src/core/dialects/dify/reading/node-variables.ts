import type { ValueType } from "../../../workflow/code-node.ts";
import { outputTypes } from "../../../workflow/code-node.ts";
import { elementType, type NodeVariables, type Variable } from "../../../workflow/graph.ts";
import {
  closed,
  entriesNamed,
  open,
  ownType,
  record,
  text,
  variable,
  variableOfSchema,
  variablesOf,
} from "./make-variables.ts";

/** What the table below asks of the node whose variables it gives. */
export interface NodeFields {
  /** A field of the node's `data` as a plain value; undefined when it is absent or cannot be read. */
  field(name: string): unknown;
  /** The type of the variable that a selector found in the node leads to. */
  typeOf(selector: unknown): ValueType | undefined;
}

/**
 * What a node of a kind hands on. A kind that is not in the table, or whose outputs depend on more than the workflow
 * shows (tools, agents, triggers, data sources), is never complete.
 * Source: Dify's editor, `_base/components/variable/utils.ts` and `workflow/constants.ts`, and graphon's `nodes/`,
 * read 2026-08; a name that any release hands on is in the table.
 */
export function nodeVariables(kind: string, fields: NodeFields): NodeVariables {
  const read = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const variables = read?.(fields) ?? open({});
  const strategy = fields.field("error_strategy");
  if (strategy === undefined || strategy === null) return variables;
  return { ...variables, outputs: new Map([...variables.outputs, ...errorVariables]) };
}

/** With an error strategy a node hands these on beside its outputs. */
const errorVariables = variablesOf({ error_message: "string", error_type: "string" });

const kinds: Readonly<Record<string, ((fields: NodeFields) => NodeVariables) | undefined>> = {
  start: startVariables,
  llm: llmVariables,
  "http-request": () => closed({ body: "string", status_code: "number", headers: "object", files: "array[file]" }),
  code: codeVariables,
  "template-transform": () => closed({ output: "string" }),
  "knowledge-retrieval": () => closed({ result: "array[object]" }),
  "question-classifier": () =>
    closed({ class_name: "string", class_id: "string", class_label: "string", usage: "object" }),
  "parameter-extractor": extractorVariables,
  "variable-aggregator": aggregatorVariables,
  "variable-assigner": aggregatorVariables, // The aggregator's name until 2024.
  "list-operator": listVariables,
  "document-extractor": ({ field }) => closed({ text: field("is_array_file") === true ? "array[string]" : "string" }),
  iteration: iterationVariables,
  loop: loopVariables,
  tool: toolVariables,
  agent: toolVariables,
  "if-else": () => open({ result: "boolean", selected_case_id: "string" }),
  "trigger-webhook": webhookVariables,
};

const startTypes: Readonly<Record<string, ValueType | undefined>> = {
  "text-input": "string",
  paragraph: "string",
  select: "string",
  number: "number",
  checkbox: "boolean",
  file: "file",
  "file-list": "array[file]",
  json_object: "object",
};

function startVariables({ field }: NodeFields): NodeVariables {
  const listed = entriesNamed(field("variables"), "variable");
  const variables = listed?.map(([name, { type }]) => [name, variable(ownType(startTypes, type))] as const);
  // Older exports name system variables by the start node: ["start", "sys.query"].
  const system = [...systemVariables].map(([name, system]) => [`sys.${name}`, system] as const);
  return { outputs: new Map([...(variables ?? []), ...system]), inside: new Map(), complete: variables !== undefined };
}

function llmVariables({ field }: NodeFields): NodeVariables {
  const schema = record(record(field("structured_output"))?.schema);
  const { outputs } = closed({
    text: "string",
    reasoning_content: "string",
    usage: "object",
    finish_reason: "string",
    files: "array[file]",
    generation: "object",
    context: "array[object]",
  });
  return {
    ...closed({}),
    outputs: new Map([...outputs, ["structured_output", variableOfSchema({ ...schema, type: "object" })]]),
  };
}

function codeVariables({ field }: NodeFields): NodeVariables {
  const outputs = record(field("outputs"));
  return { ...closed({}), outputs: declaredVariables(outputs ?? {}), complete: outputs !== undefined };
}

function declaredVariables(outputs: Readonly<Record<string, unknown>>): ReadonlyMap<string, Variable> {
  return new Map(
    Object.entries(outputs).map(([name, output]) => {
      const { type, children } = record(output) ?? {};
      const known = outputTypes.find((outputType) => outputType === type);
      const parts = record(children);
      return [name, { ...variable(known), ...(parts && known === "object" && { parts: declaredVariables(parts) }) }];
    }),
  );
}

function extractorVariables({ field }: NodeFields): NodeVariables {
  const parameters = entriesNamed(field("parameters"), "name");
  const types: Readonly<Record<string, ValueType | undefined>> = { bool: "boolean", select: "string" };
  const listed = (parameters ?? []).map(
    ([name, { type }]) => [name, variable(ownType(types, type) ?? text(type))] as const,
  );
  const { outputs } = closed({ __is_success: "number", __reason: "string", __usage: "object" });
  return { ...closed({}), outputs: new Map([...outputs, ...listed]), complete: parameters !== undefined };
}

function aggregatorVariables({ field }: NodeFields): NodeVariables {
  const settings = record(field("advanced_settings"));
  if (settings?.group_enabled !== true) return closed({ output: text(field("output_type")) });
  const groups = entriesNamed(settings.groups, "group_name");
  const listed = (groups ?? []).map(([name, { output_type }]) => {
    const parts = variablesOf({ output: text(output_type) });
    return [name, { type: "object", parts }] as const;
  });
  return { ...closed({}), outputs: new Map(listed), complete: groups !== undefined };
}

function listVariables({ field, typeOf }: NodeFields): NodeVariables {
  const type = text(field("var_type")) ?? typeOf(field("variable"));
  const item = text(field("item_var_type")) ?? elementType(type);
  return closed({ result: type, first_record: item, last_record: item });
}

function iterationVariables({ field, typeOf }: NodeFields): NodeVariables {
  const listType = typeOf(field("iterator_selector")) ?? text(field("iterator_input_type"));
  const inside = variablesOf({ item: elementType(listType), index: "number" });
  return { ...closed({ output: text(field("output_type")) }), inside };
}

function loopVariables({ field }: NodeFields): NodeVariables {
  const listed = entriesNamed(field("loop_variables"), "label") ?? [];
  const variables = listed.map(([name, { var_type }]) => [name, variable(text(var_type))] as const);
  const outputs = new Map([...variablesOf({ loop_round: "number" }), ...variables]);
  return { outputs, inside: new Map([...variablesOf({ index: "number" }), ...variables]), complete: false };
}

function toolVariables({ field }: NodeFields): NodeVariables {
  const { outputs } = open({ text: "string", files: "array[file]", json: "array[object]" });
  const described = record(record(field("output_schema"))?.properties) ?? {};
  const schemas = Object.entries(described).map(([name, schema]) => [name, variableOfSchema(schema)] as const);
  return { ...open({}), outputs: new Map([...outputs, ...schemas]) };
}

function webhookVariables({ field }: NodeFields): NodeVariables {
  const listed = ["params", "body"].flatMap((part) => entriesNamed(field(part), "name") ?? []);
  const headers = entriesNamed(field("headers"), "name") ?? [];
  return {
    ...open({}),
    outputs: new Map([
      ...listed.map(([name, { type }]) => [name, variable(text(type))] as const),
      ...headers.map(([name]) => [name.replaceAll("-", "_"), variable("string")] as const),
    ]),
  };
}

/** Variables of the conversation, the run and the user. Source: Dify `core/workflow/system_variables.py`, read 2026-08. */
export const systemVariables = variablesOf({
  query: "string",
  files: "array[file]",
  conversation_id: "string",
  user_id: "string",
  dialogue_count: "number",
  app_id: "string",
  workflow_id: "string",
  workflow_run_id: "string",
  timestamp: "number",
  document_id: "string",
  original_document_id: "string",
  batch: "string",
  dataset_id: "string",
  datasource_type: "string",
  datasource_info: "object",
  invoke_from: "string",
});

/** The `environment_variables` or `conversation_variables` of the workflow; one that is no list may hold anything. */
export function declaredGlobals(list: unknown): NodeVariables {
  const declared = list === undefined || list === null ? [] : entriesNamed(list, "name");
  const variables = (declared ?? []).map(([name, { value_type }]) => [name, variable(text(value_type))] as const);
  return { outputs: new Map(variables), inside: new Map(), complete: declared !== undefined };
}
