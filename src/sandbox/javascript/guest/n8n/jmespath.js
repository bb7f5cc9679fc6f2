// `$jmespath`: the library behind two checks of n8n's own.
import { knownModule } from "../harness/modules.js";
import { asPlatformError, platformError } from "../harness/platform-error.js";

const unsafe = /\\|\b(?:__proto__|prototype|constructor|getPrototypeOf)\b/;

export function search(data, query) {
  if (typeof data !== "object" || typeof query !== "string") {
    throw platformError("expected two arguments (Object, string) for this function");
  }
  if (unsafe.test(query)) {
    throw platformError("Cannot access this property in a jmespath query due to security concerns");
  }
  const subject = Array.isArray(data) || data === null ? data : { ...data };
  try {
    return knownModule("jmespath").search(subject, query);
  } catch (error) {
    throw asPlatformError(error);
  }
}
