import { isBreak } from "./pyyaml-sheet.ts";

/** In which styles PyYAML would write a text. */
export interface StyleAnalysis {
  readonly plainInBlock: boolean;
  readonly plainInFlow: boolean;
  readonly singleQuoted: boolean;
  readonly folded: boolean;
  readonly isMultiline: boolean;
}

/** As `analyze_scalar` of PyYAML's emitter with `allow_unicode`. Source: PyYAML 6.0.3 `emitter.py`, read 2026-08. */
export function analyseStyles(code: string): StyleAnalysis {
  if (code === "") {
    return { plainInBlock: false, plainInFlow: false, singleQuoted: true, folded: false, isMultiline: false };
  }
  const indicators = findIndicators(code);
  const first = code.charAt(0);
  const last = code.charAt(code.length - 1);
  const isMultiline = /[\n\x85\u2028\u2029]/.test(code);
  const edges = first === " " || last === " " || isBreak(first) || isBreak(last);
  const breakThenSpace = /[\n\x85\u2028\u2029] /.test(code);
  const isSpecial = / [\n\x85\u2028\u2029]/.test(code) || holdsSpecialCharacters(code);
  const isPlain = !edges && !breakThenSpace && !isSpecial && !isMultiline;
  return {
    plainInBlock: isPlain && !indicators.block,
    plainInFlow: isPlain && !indicators.flow,
    singleQuoted: !breakThenSpace && !isSpecial,
    folded: !isSpecial && last !== " ",
    isMultiline,
  };
}

/**
 * Characters that PyYAML writes as escapes only; U+10FFFF is one of them there. It is looked for by itself because V8
 * (Node 20) does not find it as the one character that a class leaves out.
 */
function holdsSpecialCharacters(code: string): boolean {
  const special = /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
  return special.test(code) || code.includes("\u{10ffff}");
}

/** What would begin, end or part something else if it stood there without quotes. */
function findIndicators(code: string): { readonly block: boolean; readonly flow: boolean } {
  const block = blockIndicators.some((indicator) => indicator.test(code));
  return { block, flow: block || /^[?:]|.[,?[\]{}:]/su.test(code) };
}

const blockIndicators: readonly RegExp[] = [
  /^(?:---|\.\.\.)/,
  /^[#,[\]{}&*!|>'"%@`]/,
  /^[?:-](?:[\0 \t\r\n\x85\u2028\u2029]|$)/,
  /.:(?:[\0 \t\r\n\x85\u2028\u2029]|$)/su,
  /[\0 \t\r\n\x85\u2028\u2029]#/,
];
