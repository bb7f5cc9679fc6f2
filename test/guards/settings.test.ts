import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { allDialects } from "../../src/core/dialects/all-dialects.ts";

// A workspace that is not trusted must not name files of this machine by its settings.

const { capabilities, contributes } = JSON.parse(readFileSync("package.json", "utf8"));
const settings: Readonly<Record<string, Setting>> = contributes.configuration.properties;
const restricted: readonly string[] = capabilities.untrustedWorkspaces.restrictedConfigurations;

interface Setting {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly markdownDescription: string;
}

test("each setting that names a file or a place counts in trusted workspaces only, and no other is kept from any", () => {
  const naming = Object.entries(settings).filter(
    ([name, { type, enum: values, markdownDescription }]) =>
      type !== "boolean" &&
      values === undefined &&
      (/\b(?:path|folder|mirror|address)\b|\.env\b|https?:/i.test(markdownDescription) ||
        /file|path|folder|source|url|host/i.test(name.split(".").at(-1) ?? "")),
  );
  assert.deepEqual(naming.map(([name]) => name).sort(), restricted.toSorted());
  assert.ok(naming.length > 0);
});

test("each platform's .env has its declared setting: what is not declared cannot be restricted", () => {
  const names = allDialects
    .filter(({ readServerSettings }) => readServerSettings)
    .map(({ id }) => `codeNodes.${id}.envFile`);
  assert.deepEqual(
    names.filter((name) => !(name in settings) || !restricted.includes(name)),
    [],
  );
  assert.ok(names.length > 1);
});
