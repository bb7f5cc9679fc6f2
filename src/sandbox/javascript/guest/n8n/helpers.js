// `helpers`: what works on data alone works here; what needs a server says so.
import { Buffer } from "../buffer.js";
import { SafePromise } from "../harness/bound.js";
import { platformError } from "../harness/platform-error.js";

const refusedNames =
  "httpRequestWithAuthentication requestWithAuthenticationPaginated copyBinaryFile createReadStream getBinaryStream binaryToBuffer getBinaryMetadata getStoragePath getBinaryPath writeContentToFile copyInputItems returnJsonArray normalizeItems getSSHClient createDeferredPromise constructExecutionMetaData".split(
    " ",
  );
const typesByExtension = new Map(
  Object.entries({
    csv: "text/csv",
    gif: "image/gif",
    html: "text/html",
    jpeg: "image/jpeg",
    jpg: "image/jpeg",
    json: "application/json",
    md: "text/markdown",
    pdf: "application/pdf",
    png: "image/png",
    svg: "image/svg+xml",
    txt: "text/plain",
    webp: "image/webp",
    xml: "application/xml",
    zip: "application/zip",
  }),
);

export function makeHelpers(run) {
  const helpers = {
    assertBinaryData: remote((index, name) => binaryOf(index, name)),
    getBinaryDataBuffer: remote((index, name) => Buffer.from(contentOf(binaryOf(index, name)), "base64")),
    prepareBinaryData: remote(prepare),
    setBinaryDataBuffer: remote((metadata, buffer) => ({ ...metadata, ...contentAndSize(buffer) })),
    binaryToString: remote((body, encoding = "utf8") =>
      typeof body === "string" ? body : Buffer.from(body).toString(encoding),
    ),
    httpRequest: remote(() => needsNetwork("httpRequest")),
    request: remote(() => needsNetwork("request")),
  };
  for (const name of refusedNames) {
    helpers[name] = () => {
      throw platformError(`The function "helpers.${name}" is not supported in the Code Node`);
    };
  }
  return helpers;

  function binaryOf(index, name) {
    const binary = run.context.items[index]?.binary?.[name];
    // n8n's own error does not survive the way back to its task runner.
    if (!binary) throw {};
    return binary;
  }
}

/** All of them are calls to n8n's main process, hence promises. */
function remote(action) {
  return (...values) =>
    new SafePromise((resolve) => {
      resolve(action(...values));
    });
}

function contentOf({ data, id }) {
  if (typeof data === "string" && id === undefined) return data;
  throw platformError(
    "This binary data is stored on a server that a local run cannot reach. Pin the item with its data in base64, or run the node on n8n.",
  );
}

function prepare(content, fileName, mimeType) {
  const extension = /\.([^./]+)$/.exec(fileName ?? "")?.[1];
  const type = mimeType ?? typesByExtension.get(extension?.toLowerCase()) ?? "text/plain";
  const binary = { mimeType: type, fileType: kindOf(type), ...contentAndSize(content) };
  if (fileName !== undefined) binary.fileName = fileName;
  if (extension !== undefined) binary.fileExtension = extension;
  return binary;
}

/** How n8n's editor shows a file; undefined where it only offers to download it. */
function kindOf(mimeType) {
  const [, kind] =
    /^(?:application\/(json|pdf)|text\/(html)|(image|audio|video)\/)/.exec(mimeType)?.filter(Boolean) ?? [];
  return kind ?? (/^(?:text\/|application\/javascript)/.test(mimeType) ? "text" : undefined);
}

function contentAndSize(content) {
  const buffer = Buffer.from(content);
  return { data: buffer.toString("base64"), fileSize: readableSize(buffer.length), bytes: buffer.length };
}

function readableSize(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  const step = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${units[step]}`;
}

function needsNetwork(name) {
  throw platformError(
    `The function "helpers.${name}" needs the network, which a local run does not have. Fetch the data with an HTTP Request node and pin its output, or run the node on n8n.`,
  );
}
