// `require("url")`: the classes of the address standard, and the functions that came before them.
import { format as formatLegacy, parse, resolve, resolveObject, Url } from "url/url.js";
import { ask, withCode } from "../harness/host.js";
import { URL } from "../url.js";
import { URLSearchParams } from "../url-search-params.js";

export const url = {
  Url,
  parse,
  resolve,
  resolveObject,
  format: (value, options) => (value instanceof URL ? formatUrl(value, options) : formatLegacy(value)),
  URL,
  URLSearchParams,
  domainToASCII: (domain) => ask("url.domainToASCII", `${domain}`.toWellFormed()),
  domainToUnicode: (domain) => ask("url.domainToUnicode", `${domain}`.toWellFormed()),
  fileURLToPath,
  pathToFileURL,
  urlToHttpOptions,
};

function formatUrl(value, { fragment = true, search = true, auth = true, unicode = false } = {}) {
  const copy = new URL(value);
  if (!fragment) copy.hash = "";
  if (!search) copy.search = "";
  if (!auth) copy.username = copy.password = "";
  return unicode ? copy.href.replace(copy.hostname, url.domainToUnicode(copy.hostname)) : copy.href;
}

function fileURLToPath(value) {
  const parsed = value instanceof URL ? value : new URL(value);
  if (parsed.protocol !== "file:") {
    throw withCode(new TypeError("The URL must be of scheme file"), "ERR_INVALID_URL_SCHEME");
  }
  if (/%2f/i.test(parsed.pathname)) {
    const message = "File URL path must not include encoded / characters";
    throw withCode(new TypeError(message), "ERR_INVALID_FILE_URL_PATH");
  }
  return decodeURIComponent(parsed.pathname);
}

function pathToFileURL(path) {
  const absolute = path.startsWith("/") ? path : `/${path}`;
  const escapes = { "%": "%25", "\\": "%5C", "\n": "%0A", "\r": "%0D", "\t": "%09", "?": "%3F", "#": "%23" };
  return new URL(`file://${absolute.replace(/[%\\\n\r\t?#]/g, (letter) => escapes[letter])}`);
}

function urlToHttpOptions({ protocol, hostname, hash, search, pathname, href, port, username, password }) {
  const options = { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), hash, search, pathname };
  Object.assign(options, { path: `${pathname}${search}`, href });
  if (port !== "") options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}
