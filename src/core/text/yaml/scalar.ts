import type { CST } from "yaml";
import type { EmbeddedText } from "../embedded-text.ts";
import { offsetRange } from "../offset-range.ts";
import { readBlockScalar } from "./block-scalar.ts";
import { readFlowScalar } from "./flow-scalar.ts";

/**
 * Decodes a scalar of any style, with the map between its value and the document. The value is PyYAML's,
 * which Dify reads with; the `yaml` library differs from it in a clipped block that ends with the file, in blank
 * lines after an escaped line break, and at the line breaks of YAML 1.1 (U+0085, U+2028, U+2029, a lone CR).
 */
export function readScalar(document: string, token: CST.FlowScalar | CST.BlockScalar): EmbeddedText {
  if (token.type !== "block-scalar") {
    return readFlowScalar(document, offsetRange(token.offset, token.offset + token.source.length));
  }
  let header = "";
  let bodyStart = token.offset;
  for (const property of token.props) {
    if (!("source" in property)) continue;
    if (property.type === "block-scalar-header") header = property.source;
    bodyStart += property.source.length;
  }
  return readBlockScalar(document, {
    header,
    headerStart: token.offset,
    body: offsetRange(bodyStart, Math.min(bodyStart + token.source.length, document.length)),
    parentIndent: token.indent,
  });
}
