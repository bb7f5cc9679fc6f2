/**
 * The texts that changed between releases; `path` is as Dify writes it, `type` is Python's name of the value's type.
 * All other texts are the same in every release from 1.7.0 to 1.16.0.
 */
export interface DifyWording {
  readonly notAString: (path: string, type: string) => string;
  readonly notANumber: (path: string, type: string) => string;
  readonly notABoolean: (path: string) => string;
  readonly stringElement: (path: string, index: number, type: string) => string;
  readonly numberElement: (path: string, index: number) => string;
  readonly booleanElement: (path: string, index: number, type: string) => string;
}

/** Up to 1.8.x: one sentence for scalars and elements alike (`code_node.py` of 1.8.0, executed 2026-08). */
export const firstWording: DifyWording = {
  notAString: (path) => mustBe(path, "string"),
  notANumber: (path) => mustBe(path, "number"),
  notABoolean: (path) => mustBe(path, "boolean"),
  stringElement: (path, index) => mustBe(`${path}[${index}]`, "string"),
  numberElement: (path, index) => mustBe(`${path}[${index}]`, "number"),
  booleanElement: (path, index) => mustBe(`${path}[${index}]`, "boolean"),
};

/** 1.9.0 to 1.13.3: the sentence about strings has no full stop (`code_node.py` of 1.13.3, executed 2026-08). */
export const secondWording: DifyWording = {
  ...firstWording,
  notAString: (path, type) => `Output ${path} must be a string, got ${type} instead`,
  notANumber: (path, type) => `Output ${path} is not a number, got <class '${type}'> instead.`,
  numberElement: (path, index) => `The element at index ${index} of output variable \`${path}\` must be a number.`,
  booleanElement: (path, index, type) => `Output ${path}[${index}] is not a boolean, got <class '${type}'> instead.`,
};

/** Since 1.14.0 (graphon `code_node.py`, executed 2026-08). */
export const newestWording: DifyWording = {
  ...secondWording,
  notAString: (path, type) => `Output ${path} must be a string, got ${type} instead.`,
  stringElement: (path, index, type) => `Output ${path}[${index}] must be a string, got ${type} instead.`,
};

function mustBe(path: string, type: string): string {
  return `Output variable \`${path}\` must be a ${type}`;
}
