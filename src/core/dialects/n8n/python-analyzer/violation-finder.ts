import { indexLines, type LineIndex, positionAt } from "../../../text/line-index.ts";
import { blockedAttributes, blockedNames, formatMethods, securityText } from "../platform/python-security.ts";
import { formatFieldNames } from "./format-fields.ts";
import { importRefusal, type PythonImportPolicy } from "./imports.ts";
import type { Place, SyntaxListener } from "./syntax-listener.ts";
import type { PythonViolation } from "./violation.ts";

/** n8n's rules, each told of what the code holds in the order of CPython's syntax tree. */
export class ViolationFinder implements SyntaxListener {
  readonly violations: PythonViolation[] = [];
  private readonly lines: LineIndex;
  private readonly checkedModules = new Set<string>();

  constructor(
    code: string,
    private readonly policy: PythonImportPolicy,
  ) {
    this.lines = indexLines(code);
  }

  name(name: string, place: Place): void {
    if (blockedNames.has(name)) this.add(securityText.name(name), place);
  }

  imported(names: readonly { readonly name: string; readonly place: Place }[]): void {
    const blocked = names.find(({ name }) => blockedNames.has(name));
    if (blocked) this.name(blocked.name, blocked.place);
  }

  attribute(name: string, place: Place, isCalled: boolean): void {
    if (blockedAttributes.has(name)) this.add(securityText.attribute(name), place);
    if (formatMethods.has(name) && !isCalled) this.add(securityText.boundFormat(name), place);
    if (name.startsWith("_") && name.indexOf("__") > 0) this.add(securityText.mangledAttribute, place);
  }

  builtinsKey(key: string, place: Place): void {
    if (blockedAttributes.has(key)) this.add(securityText.attribute(key), place);
  }

  string(value: string, place: Place): void {
    if (blockedNames.has(value)) this.add(securityText.name(value), place);
    else if (blockedAttributes.has(value)) this.add(securityText.attribute(value), place);
    else if (value.includes("{")) this.template(value, place);
  }

  private template(value: string, place: Place): void {
    for (const name of formatFieldNames(value)) {
      if (blockedAttributes.has(name) || blockedNames.has(name)) this.add(securityText.stringPattern(name), place);
    }
  }

  /** Only the top module counts, and each is reported once. */
  module(module: string, place: Place): void {
    const top = module.split(".")[0] ?? "";
    if (module.startsWith(".")) this.add(securityText.relativeImport, place);
    else if (!this.checkedModules.has(top)) {
      this.checkedModules.add(top);
      const refusal = importRefusal(this.policy, module);
      if (refusal !== undefined) this.add(refusal, place);
    }
  }

  computedImport(place: Place): void {
    this.add(securityText.dynamicImport, place);
  }

  declaration(kind: "function" | "class" | "parameter" | "global", name: string, place: Place): void {
    if (blockedNames.has(name)) this.add(securityText[kind](name), place);
  }

  positionalPatterns(place: Place): void {
    this.add(securityText.positionalPattern, place);
  }

  patternAttribute(name: string, place: Place): void {
    if (blockedAttributes.has(name)) this.add(securityText.patternAttribute(name), place);
  }

  private add(message: string, { owner, range }: Place): void {
    const line = positionAt(this.lines, owner.start).line + 1;
    this.violations.push({ message, line, range });
  }
}
