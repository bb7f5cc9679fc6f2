import type { SyntaxNode } from "@lezer/common";
import { childNamed, childrenNamed, childrenOf, splitAtCommas } from "../../../languages/syntax-nodes.ts";
import type { OffsetRange } from "../../../text/offset-range.ts";
import { PythonSource } from "./source.ts";
import type { StringPart } from "./string-parts.ts";
import type { Place, SyntaxListener } from "./syntax-listener.ts";
import {
  argumentsInOrder,
  dictionaryInOrder,
  exceptClause,
  type ParameterName,
  parametersInOrder,
  patternArguments,
  unwrapped,
} from "./syntax-order.ts";

/** Tells the listener what the code holds; code that cannot be read is told as far as it shows. Throws a RangeError when it is nested deeper than the stack is. */
export function readSyntax(code: string, listener: SyntaxListener): void {
  const source = new PythonSource(code);
  new Reading(source, listener).node(source.script);
}

/** As deep as the parts of strings are told from each other; each is read by itself, with all that is in it. */
const deepestStrings = 40;

class Reading {
  constructor(
    private readonly source: PythonSource,
    private readonly listener: SyntaxListener,
    private readonly depth = 0,
  ) {}

  private readonly readers: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    VariableName: (node) => this.variable(node),
    MemberExpression: (node) => this.member(node, false),
    AttributePattern: (node) => this.member(node, false),
    CallExpression: (node) => this.call(node),
    String: (node) => this.string(node),
    FormatString: (node) => this.string(node),
    ContinuedString: (node) => this.string(node),
    BinaryExpression: (node) => this.operation(node),
    DictionaryExpression: (node) => this.nodes(dictionaryInOrder(node)),
    ConditionalExpression: (node) => {
      const [body, , test, , otherwise] = childrenOf(node);
      this.nodes([test, body, otherwise]);
    },
    LambdaExpression: (node) => {
      this.parameters(childNamed(node, "ParamList"));
      this.nodes(childrenOf(node).filter(({ name }) => name !== "ParamList"));
    },
    ImportStatement: (node) => this.importStatement(node),
    ScopeStatement: (node) => this.scope(node),
    DecoratedStatement: (node) => this.definition(childrenOf(node).at(-1) ?? node, childrenNamed(node, "Decorator")),
    // Its tree is flat.
    Decorator: (node) => {
      const [, ...parts] = childrenOf(node);
      this.standing((parts[0] && this.source.standIn(parts[0])) ?? this.source.rangeOfAll(parts));
    },
    FunctionDefinition: (node) => this.definition(node, []),
    ClassDefinition: (node) => this.definition(node, []),
    TypeParam: (node) => this.nodes(childrenOf(node).slice(1)),
    TryStatement: (node) => this.tryStatement(node),
    CapturePattern: (node) => this.capture(node),
    StarPattern: () => {},
    AsPattern: (node) => this.nodes(childrenOf(node).slice(0, 1)),
    ClassPattern: (node) => this.classPattern(node),
    MappingPattern: (node) => this.nodes(dictionaryInOrder(node)),
  };

  node(node: SyntaxNode): void {
    const read = this.readers[node.name];
    if (read) read(node);
    else this.nodes(childrenOf(node));
  }

  private nodes(nodes: readonly (SyntaxNode | undefined)[]): void {
    for (const node of nodes) if (node) this.node(node);
  }

  private place(owner: SyntaxNode, at: SyntaxNode | readonly SyntaxNode[] = owner): Place {
    const whole = this.source.rangeOf(owner);
    const range = "name" in at ? this.source.rangeOf(at) : this.source.rangeOfAll(at);
    return { owner: whole, range: range ?? whole };
  }

  /** An expression by itself. */
  private standing(range: OffsetRange | undefined): void {
    if (!range || this.depth >= deepestStrings) return;
    const source = this.source.expression(range);
    new Reading(source, this.listener, this.depth + 1).node(source.script);
  }

  private variable(node: SyntaxNode): void {
    const standIn = this.source.standIn(node);
    if (standIn) this.standing(standIn);
    else this.listener.name(this.source.textOf(node), this.place(node));
  }

  private capture(node: SyntaxNode): void {
    const [name] = childrenOf(node);
    const standIn = name && this.source.standIn(name);
    if (!standIn) return;
    const source = this.source.pattern(standIn);
    const clause = childNamed(source.script, "MatchStatement")?.getChild("MatchBody")?.getChild("MatchClause");
    if (clause && !childNamed(clause, "CapturePattern"))
      new Reading(source, this.listener, this.depth + 1).node(clause);
  }

  private member(node: SyntaxNode, isCalled: boolean): void {
    const property = childNamed(node, "PropertyName");
    const [value, ...rest] = childrenOf(node);
    if (property) {
      this.listener.attribute(this.source.textOf(property), this.place(node, property), isCalled);
      this.nodes([value]);
      return;
    }
    const key = rest.filter(({ name }) => name !== "[" && name !== "]");
    const constant = key.length === 1 && key[0] ? this.source.constantOf(key[0]) : undefined;
    const holder = value && unwrapped(value);
    const holderName = holder?.name === "MemberExpression" ? childNamed(holder, "PropertyName") : holder;
    if (constant !== undefined && holderName && this.source.isBuiltins(holderName)) {
      this.listener.builtinsKey(constant, this.place(node, key));
    }
    this.nodes([value, ...key]);
  }

  private call(node: SyntaxNode): void {
    const [callee] = childrenOf(node);
    if (!callee) return;
    const called = unwrapped(callee);
    const args = argumentsInOrder(childNamed(node, "ArgList"));
    if (this.source.isImport(called)) this.importCall(node, args[0]?.isKeyword ? [] : (args[0]?.value ?? []));
    if (called.name === "MemberExpression") this.member(called, true);
    else this.node(callee);
    for (const { value } of args) this.nodes(value);
  }

  private importCall(node: SyntaxNode, argument: readonly SyntaxNode[]): void {
    const [first, ...more] = argument;
    const module = first && more.length === 0 ? this.source.constantOf(first) : undefined;
    if (first && module !== undefined) this.listener.module(module, this.place(node, first));
    else this.listener.computedImport(this.place(node));
  }

  private string(node: SyntaxNode): void {
    const parts = this.source.stringPartsOf(node);
    const [only] = parts;
    // A constant starts with its quotes; within an f-string each text starts where it stands.
    if (parts.length === 1 && only?.kind === "text") this.constant(only.value, this.place(node));
    else this.stringParts(parts);
  }

  private stringParts(parts: readonly StringPart[]): void {
    for (const part of parts) {
      if (part.kind === "text") {
        this.constant(part.value, { owner: part.range, range: part.range });
      } else {
        this.standing(part.range);
        this.stringParts(part.spec);
      }
    }
  }

  private constant(value: string | undefined, place: Place): void {
    if (value !== undefined) this.listener.string(value, place);
  }

  private operation(node: SyntaxNode): void {
    this.constant(this.source.sumOf(node), this.place(node));
    this.nodes(childrenOf(node));
  }

  private importStatement(node: SyntaxNode): void {
    const children = childrenOf(node);
    const split = children.findIndex(({ name }) => name === "import");
    const isFrom = children[0]?.name === "from";
    if (isFrom) {
      const module = children.slice(1, split);
      const isAbsolute = module[0]?.name === "VariableName";
      this.listener.module(isAbsolute ? this.source.dotted(module) : ".", this.place(node, module));
    }
    for (const group of splitAtCommas(children.slice(split + 1).filter(({ name }) => !/^[()]$/.test(name)))) {
      const as = group.findIndex(({ name }) => name === "as");
      const imported = as === -1 ? group : group.slice(0, as);
      const alias = as === -1 ? undefined : group[as + 1];
      const name = this.source.dotted(imported);
      if (!isFrom) this.listener.module(name, this.place(node, imported));
      this.listener.imported([
        ...(alias ? [{ name: this.source.textOf(alias), place: this.place(node, alias) }] : []),
        ...(isFrom ? [{ name, place: this.place(node, imported) }] : []),
      ]);
    }
  }

  private scope(node: SyntaxNode): void {
    const [keyword, ...names] = childrenOf(node);
    if (keyword?.name !== "global") return;
    for (const name of names) this.listener.declaration("global", this.source.textOf(name), this.place(node, name));
  }

  private definition(node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
    const name = childNamed(node, "VariableName");
    const isClass = node.name === "ClassDefinition";
    if (name) {
      this.listener.declaration(isClass ? "class" : "function", this.source.textOf(name), this.place(node, name));
    }
    if (isClass) for (const { value } of argumentsInOrder(childNamed(node, "ArgList"))) this.nodes(value);
    else this.parameters(childNamed(node, "ParamList"));
    this.nodes([...childrenNamed(node, "Body"), ...decorators]);
    this.nodes([...childrenNamed(node, "TypeDef"), ...childrenNamed(node, "TypeParamList")]);
  }

  private parameters(list: SyntaxNode | undefined): void {
    const { named, keywordDefaults, keywordRest, defaults } = parametersInOrder(list);
    this.parameterNames(named);
    this.nodes(keywordDefaults);
    this.parameterNames(keywordRest);
    this.nodes(defaults);
  }

  private parameterNames(names: readonly ParameterName[]): void {
    for (const { name, annotation } of names) {
      this.listener.declaration("parameter", this.source.textOf(name), this.place(name));
      this.nodes(annotation);
    }
  }

  private tryStatement(node: SyntaxNode): void {
    const children = childrenOf(node);
    for (const [index, child] of children.entries()) {
      if (child.name === "Body") this.node(child);
      if (child.name !== "except") continue;
      const { name, type } = exceptClause(children, index);
      if (name) this.listener.name(this.source.textOf(name), this.place(child, name));
      this.nodes(type);
    }
  }

  private classPattern(node: SyntaxNode): void {
    const [owner] = childrenOf(node);
    const { positional, keywords } = patternArguments(node);
    if (positional.length > 0) this.listener.positionalPatterns(this.place(node, positional));
    for (const keyword of keywords) {
      const [attribute] = childrenOf(keyword);
      if (attribute) this.listener.patternAttribute(this.source.textOf(attribute), this.place(node, attribute));
    }
    this.nodes([owner, ...positional, ...keywords.flatMap((keyword) => childrenOf(keyword).slice(1))]);
  }
}
