import type { CheckSubject } from "../../../checks/check.ts";
import { valueWords } from "../../../checks/value-words.ts";
import type { ReturnPath } from "../../../languages/code-facts.ts";
import type { Language } from "../../../workflow/code-node.ts";
import type { Inspection } from "../../dialect.ts";
import type { N8nNode } from "../platform/n8n-node.ts";

/**
 * Ways out of the code on which n8n gets no items: none at all, or text, numbers and the like. `emptiness` is what n8n
 * says of code that holds nothing to run; undefined when it runs, as JavaScript's blanks and comments do.
 */
export function* inspectReturns(
  { node, facts }: CheckSubject,
  { mode }: N8nNode,
  emptiness: string | undefined,
): Generator<Inspection> {
  const { code } = node.code;
  if (emptiness !== undefined) {
    const message = `The code is empty, and n8n fails with "${emptiness}". Return the items.`;
    yield { check: "wrong-result", message };
    return;
  }
  const isForAll = mode === "runOnceForAllItems";
  const words = wordsOf[node.language];
  const wanted = isForAll ? `Return ${words.list}, one for each item.` : `Return one ${words.one}.`;
  const returns = facts.body?.returns ?? [];
  for (const { range, value } of returns) {
    const place = range.start < range.end ? { codeRange: range } : {};
    const text = code.slice(range.start, range.end);
    if (value.kind === "nothing" && comesWithoutValue(text, node.language, isForAll)) {
      const message = isForAll
        ? `The code can end here without a result, and n8n then fails with "${emptyMessage(node.language)}". ${wanted}`
        : `The code can end here without a result, and n8n then drops the item without a word. Return ${words.object} on this path too.`;
      // Beside a way out with a result, this one may never be taken.
      const severity = isForAll && !returns.some((path) => path.value.kind !== "nothing") ? "error" : "warning";
      yield { check: "wrong-result", message, ...place, severity };
    } else if (
      value.kind === "not-an-object" &&
      isRefused({ range, value }, text, { isForAll, language: node.language })
    ) {
      const says = isForAll ? "Code doesn't return items properly" : `A 'json' property isn't ${words.object}`;
      yield {
        check: "wrong-result",
        message: `This returns ${valueWords[value.of]}, and n8n says "${says}". ${wanted}`,
        ...place,
      };
    }
  }
}

const wordsOf = {
  javascript: { one: "object", object: "an object", list: "an array of objects" },
  python: { one: "dictionary", object: "a dictionary", list: "a list of dictionaries" },
} as const;

/** A bare `return;` of JavaScript is the editor's own finding, and its `null` means no items; a variable may hold either. */
function comesWithoutValue(text: string, language: Language, isForAll: boolean): boolean {
  // For each item, a None that is written out leaves the item out on purpose.
  if (language === "python") return isForAll || !/\bNone$/.test(text.trimEnd());
  return !/^return(?!\s+(?:undefined|void\b))/.test(text) && text !== "null";
}

function emptyMessage(language: Language): string {
  return language === "python"
    ? "Cannot read properties of null (reading 'json')"
    : "Code doesn't return items properly";
}

/** For each item, n8n drops what is falsy in JavaScript, and a literal list is the editor's own finding. */
function isRefused({ value }: ReturnPath, text: string, { isForAll, language }: Expected): boolean {
  if (value.kind !== "not-an-object") return false;
  const isList = value.of === "array" || value.of === "list" || value.of === "tuple";
  if (isForAll) return !isList;
  if (language === "python") return true;
  return isList ? !/^return\s*\[/.test(text) : /^(?:return\s+)?(?:true|[1-9][\d._]*|"[^"]+"|'[^']+')$/.test(text);
}

interface Expected {
  readonly isForAll: boolean;
  readonly language: Language;
}
