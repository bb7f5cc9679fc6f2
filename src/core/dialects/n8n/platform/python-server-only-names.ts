const luxon = "is luxon's, which Code Nodes has in JavaScript alone. Run this node in n8n.";
const jmespath = "is JavaScript's, and Code Nodes has it in JavaScript alone. Run this node in n8n.";

/** Names that n8n 1 gives to Python and that a local run cannot serve, with what is to be said of them. */
export const serverOnlyNames: Readonly<Record<string, string>> = {
  helpers: "needs a running n8n. Run this node in n8n.",
  DateTime: luxon,
  Duration: luxon,
  Interval: luxon,
  _jmespath: jmespath,
  _jmesPath: jmespath,
};
